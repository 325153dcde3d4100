"""The council's frame: amended by a new decision. The frame that stands is part of the pool's state."""

from services.pool.frames import facts
from services.pool.frames import messages as m
from services.pool.frames.decisions.amending import amend_frame
from shared.service import public
from shared.topic import Topic, by_fields

FRAMES = Topic(
    "frames",
    decides={m.AmendFrame: by_fields(amend_frame)},
    publishes={facts.FrameAmended: public(m.FrameAmended, key="pool")},
)

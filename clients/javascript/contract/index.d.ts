/** All services of the contract. Written by the platform's `make contract`. */

import type { Contract as Applications } from "./applications/index.js";
import type { Contract as Pool } from "./pool/index.js";
import type { Contract as Settlement } from "./settlement/index.js";

export interface Contracts {
  applications: Applications;
  pool: Pool;
  settlement: Settlement;
}

export type Service = keyof Contracts;

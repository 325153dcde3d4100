// Parses AsyncAPI documents with the official parser; prints what it finds as JSON, per file.
import { Parser, fromFile } from '@asyncapi/parser';

const found = {};
for (const path of process.argv.slice(2)) {
  const parser = new Parser();
  const { document, diagnostics } = await fromFile(parser, path).parse();
  const messages = document?.allMessages().all() ?? [];
  found[path] = {
    channels: document?.allChannels().length,
    operations: document?.allOperations().length,
    examples: Object.fromEntries(messages.map((message) => [message.name(), message.json('examples')])),
    references: JSON.stringify(messages.map((message) => message.json())).split('"$ref"').length - 1,
    diagnostics: diagnostics.map(({ severity, code, message, path: place }) => ({ severity, code, message, place: place.join('.') })),
  };
}
console.log(JSON.stringify(found));

"""The contract as partners get it: schemas, AsyncAPI, examples, pages. All of it read from the messages' models."""

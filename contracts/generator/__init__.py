"""The contract as partners get it: schemas, AsyncAPI, examples and a page, all read from the models."""

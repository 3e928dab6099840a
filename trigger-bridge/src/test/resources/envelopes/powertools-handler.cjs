// A handler of an SQS queue as Powertools for AWS Lambda (TypeScript) documents it. Reads one event
// from stdin and writes its answer, and what it processed, to stdout.
const { BatchProcessor, EventType, processPartialResponse } = require('@aws-lambda-powertools/batch');

const processor = new BatchProcessor(EventType.SQS);
const processed = [];

const recordHandler = async (record) => {
  if (record.body.startsWith('bad')) {
    throw new Error('cannot be processed');
  }
  processed.push(record.body);
};

let text = '';
process.stdin.on('data', (part) => (text += part));
process.stdin.on('end', async () => {
  const response = await processPartialResponse(JSON.parse(text), recordHandler, processor, {});
  process.stdout.write(JSON.stringify({ response, processed }));
});

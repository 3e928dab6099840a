// A function for natsbatch/1 in JavaScript, with nothing but Node.js itself.
//
// It greets: a record whose payload is {"text": ...} becomes an event on greeter.greeted.v1. What it
// shows is the frame around that: every record has its own result, whatever happens to the others.

const FUNCTION = 'greeter';
const SCHEMA = 'natsbatch/1';

class Rejected extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export const handler = async (event) => {
  if (event.schema !== SCHEMA) {
    throw new Error(`schema is ${event.schema}: this function knows ${SCHEMA}`);
  }
  return {
    schema: 'natsbatch-result/1',
    batchId: event.batchId,
    results: event.records.map(result),
  };
};

const result = (record) => {
  try {
    return { id: record.id, status: 'ok', events: greet(record) };
  } catch (failure) {
    // One record's failure must not become the batch's.
    return failure instanceof Rejected
      ? { id: record.id, status: 'reject', code: failure.code, message: failure.message }
      : { id: record.id, status: 'retry', class: 'FAILURE', code: 'HANDLER_FAILED', message: failure.name };
  }
};

const greet = (record) => {
  const { text } = payload(record);
  if (typeof text !== 'string') {
    throw new Rejected('INVALID_PAYLOAD', 'text is missing: send a string');
  }
  // The id is made of what stays the same over deliveries, so that a repetition is recognised.
  return [
    {
      id: `${FUNCTION}:${record.messageId}:0`,
      subject: 'greeter.greeted.v1',
      contentType: 'application/json',
      data: Buffer.from(JSON.stringify({ greeting: `${text}!` })).toString('base64'),
    },
  ];
};

const payload = (record) => {
  const contentType = (record.contentType ?? 'application/json').split(';')[0].trim();
  if (contentType !== 'application/json') {
    throw new Rejected('UNSUPPORTED_SCHEMA', `contentType is ${contentType}: send application/json`);
  }
  let value;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(record.data, 'base64'));
    value = JSON.parse(text);
  } catch {
    throw new Rejected('INVALID_PAYLOAD', 'data is no JSON in UTF-8: send an object');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Rejected('INVALID_PAYLOAD', 'data is no JSON object: send one');
  }
  return value;
};

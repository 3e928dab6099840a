// Lambda's Invoke API on loopback for the functions of one module, for trying them out.
//
//     node serve.mjs greeter.mjs [PORT]
//
// Every exported function is one Lambda function of the same name. Prints its address.

import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const functions = await import(pathToFileURL(path.resolve(process.argv[2])));

const invoke = async (name, body) => {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (typeof found !== 'function') {
    return { status: 404, body: { Type: 'User', Message: 'Function not found' } };
  }
  try {
    return { status: 200, body: (await found(JSON.parse(body), {})) ?? null };
  } catch (failure) {
    return {
      status: 200,
      headers: { 'X-Amz-Function-Error': 'Unhandled' },
      body: { errorType: failure.name, errorMessage: failure.message },
    };
  }
};

const server = http.createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  const called = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url);
  const answer = await invoke(called?.[1] ?? '', Buffer.concat(parts).toString('utf-8'));
  response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body));
});

server.listen(Number(process.argv[3] ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});

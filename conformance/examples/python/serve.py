"""Lambda's Invoke API on loopback for the functions of one module, for trying them out.

    python3 serve.py greeter.py [PORT]

Every function of the module is one Lambda function of the same name. Prints its address.
"""

import http.server
import importlib.util
import json
import pathlib
import re
import sys

INVOKE = re.compile(r"/2015-03-31/functions/([^/]+)/invocations")


def load(path):
    spec = importlib.util.spec_from_file_location(pathlib.Path(path).stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Invoke(http.server.BaseHTTPRequestHandler):
    functions = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = INVOKE.fullmatch(self.path)
        function = path and getattr(self.functions, path.group(1), None)
        if not function:
            self.answer(404, b'{"Type":"User","Message":"Function not found"}')
            return
        try:
            answer = json.dumps(function(json.loads(body), None)).encode()
        except Exception as failure:
            error = {"errorType": type(failure).__name__, "errorMessage": str(failure)}
            self.answer(200, json.dumps(error).encode(), {"X-Amz-Function-Error": "Unhandled"})
            return
        self.answer(200, answer)

    def answer(self, status, body, headers={}):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    Invoke.functions = load(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Invoke)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()

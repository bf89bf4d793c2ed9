/** Where the built page lies: in the Python package, which puts it into every pack. */

import { fileURLToPath } from "node:url";

export const BUILT_PAGE = fileURLToPath(new URL("../../zhangfang/evidence/verifier/verify.html", import.meta.url));

// The review panel, part of the preview only: the page of the queue, or the panel on a page of the site.

import { showAside } from "./aside.js";
import { showQueue } from "./queue.js";
import { isQueue } from "./server.js";

if (isQueue) showQueue();
else showAside();

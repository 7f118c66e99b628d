/* The last worker of a site that keeps nothing any more (offline: no), and the worker of every preview. It takes away
   what older ones of this site have kept, and then itself. Pages that are open go on with the network. */
"use strict";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const root = new URL(self.registration.scope).pathname;
      for (const name of await caches.keys()) {
        if (/^briefings-([0-9a-f]{16}|readers)-/.test(name) && name.replace(/^briefings-[0-9a-z]+-/, "") === root) {
          await caches.delete(name);
        }
      }
      await self.registration.unregister();
    })()
  );
});

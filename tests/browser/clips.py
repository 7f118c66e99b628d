"""Tiny clips of our own for the tests of media: a sound by Python, a film by the browser that will play it."""

from __future__ import annotations

import base64
import io
import math
import struct
import wave

from playwright.sync_api import Browser

RECORDED = """async seconds => {
  const canvas = document.createElement('canvas');
  canvas.width = 64; canvas.height = 36;
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(10), {mimeType: 'video/webm;codecs=vp8'});
  const parts = [];
  recorder.ondataavailable = event => parts.push(event.data);
  const stopped = new Promise(resolve => { recorder.onstop = resolve; });
  recorder.start();
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    pen.fillStyle = `hsl(${(performance.now() / 5) % 360} 80% 50%)`;
    pen.fillRect(0, 0, 64, 36);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}"""


def film(browser: Browser, seconds: float = 2) -> bytes:
    """Return a WebM film of changing colours."""
    page = browser.new_page()
    try:
        return base64.b64decode(page.evaluate(RECORDED, seconds))
    finally:
        page.close()


def sound(seconds: float = 2, rate: int = 8000) -> bytes:
    """Return a WAV recording of a quiet tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        tones = (int(900 * math.sin(2 * math.pi * 440 * number / rate)) for number in range(int(seconds * rate)))
        written.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return file.getvalue()

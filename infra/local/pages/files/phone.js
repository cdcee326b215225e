// The telephone: rings the hotline, presses keys one by one, speaks, hangs up.
"use strict";

let sending = Promise.resolve(); // acts reach the call in the order in which they were done

function currentCall() {
  const shown = document.querySelector("main .call[data-sid]");
  return shown && shown.dataset.state === "in-progress" ? shown.dataset.sid : null;
}

function act(name, body) {
  sending = sending.then(() => {
    const sid = currentCall();
    return sid ? call(`/local/api/calls/${sid}/${name}`, body) : false;
  });
  return sending;
}

function press(key) {
  const button = document.querySelector(`.keypad [data-key="${key}"]`);
  button.classList.add("pressed");
  setTimeout(() => button.classList.remove("pressed"), 150);
  act("keys", { digits: key });
}

function ring() {
  const number = document.querySelector('[name="from"]').value.trim();
  if (!number) return;
  choose(number);
  call("/local/api/calls", { from: number });
}

// The controls outside the redrawn part keep what was typed; they are usable during a call. The
// keys wait for the keyboard unless somebody is typing elsewhere.
function enable() {
  const controls = document.querySelector("[data-in-call]");
  const idle = !currentCall();
  if (controls.disabled === idle) return;
  controls.disabled = idle;
  const free = document.activeElement === document.body;
  if (!idle && free) controls.querySelector(".keypad").focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("ring" in button.dataset) ring();
  else if (button.matches(".keypad button")) press(button.dataset.key);
  else if (button.dataset.act) act(button.dataset.act, JSON.parse(button.dataset.body || "{}"));
});

document.querySelector(".keypad").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9*#]$/.test(event.key)) return;
  event.preventDefault();
  press(event.key);
});

document.querySelector('form[data-act="say"]').addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const { text, seconds } = event.target.elements;
  const body = seconds.value ? { text: text.value, seconds: Number(seconds.value) } : { text: text.value };
  if (await act("say", body)) text.value = "";
});

document.addEventListener("drawn", enable);
enable();

/** Owns the script of an exported page: one clock, and every clip held to it. Plain, for any browser and from a file. */

/**
 * The clock runs by the page's own time, and waits for whichever clip is behind it: a slow machine plays slower, never
 * apart. A clip that is a little off is sped up or slowed down until it fits, one that is ahead rests for a moment, and one
 * that is far off, after a jump of the clock, is set right. One that is over keeps its last frame. A step goes to the next moment at which any clip
 * shows another frame, by the times of the containers. A clip that flashes rests until the reader asks for it.
 */
export const PLAYER_SCRIPT = `
'use strict';
(() => {
  const { clips, words } = JSON.parse(document.getElementById('facts').textContent);
  const videos = [...document.querySelectorAll('video')];
  const [play, back, on, at, time] = ['play', 'back', 'on', 'at', 'time'].map((id) => document.getElementById(id));
  const stage = document.querySelector('main');
  /* Times are rounded when they are written: half a thousandth either way is the same moment. */
  const SAME = 0.0005;
  /* Seconds off the clock: it waits, the clip rests, the clip is set right. */
  const [BEHIND, AHEAD, FAR] = [0.06, 0.06, 0.5];
  const held = clips.map((clip) => clip.isFlashing);
  const origins = clips.map((clip) => clip.times[0]);
  const end = Math.max(...clips.map((clip, place) => clip.end - origins[place] - clip.ahead));
  /* Moments of the clock at which something changes. */
  const moments = clips
    .flatMap((clip, place) => clip.times.map((seconds) => seconds - origins[place] - clip.ahead))
    .filter((moment) => moment >= 0 && moment < end)
    .sort((a, b) => a - b)
    .filter((moment, index, all) => index === 0 || moment - all[index - 1] > 2 * SAME);
  if (!(moments[0] < SAME)) moments.unshift(0);
  let clock = 0;
  let playing = false;
  let before = 0;
  at.max = String(end);
  /* The clip's own time at the clock. */
  const due = (place) => origins[place] + clock + clips[place].ahead;
  const frameAt = (place, seconds) => {
    const { times } = clips[place];
    let [low, high] = [0, times.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (times[middle] <= seconds + SAME) low = middle; else high = middle - 1;
    }
    return low;
  };
  /* The middle of a frame: its edges belong to either, by rounding. */
  const middleOf = (place, frame) => {
    const { times, end } = clips[place];
    return (times[frame] + (frame + 1 < times.length ? times[frame + 1] : end)) / 2;
  };
  const follow = (video, place) => {
    if (held[place]) return;
    const wanted = due(place);
    const frame = frameAt(place, wanted);
    if (!runs(place)) {
      if (!video.paused) video.pause();
      if (frameAt(place, video.currentTime) !== frame && !video.seeking) video.currentTime = middleOf(place, frame);
      return;
    }
    const off = wanted - video.currentTime;
    if (Math.abs(off) > FAR) { if (!video.seeking) video.currentTime = wanted; return; }
    if (off < -AHEAD) { if (!video.paused) video.pause(); return; }
    if (video.paused && off >= 0) start(video, place);
    video.playbackRate = Math.abs(off) < 0.008 ? 1 : 1 + Math.max(-0.25, Math.min(0.25, off * 2));
  };
  /* A browser that lets nothing be heard yet still lets it be seen. */
  const start = (video, place) => video.play().catch((refusal) => {
    if (refusal.name !== 'NotAllowedError') return;
    video.muted = true;
    document.querySelectorAll('.sound')[place].setAttribute('aria-pressed', 'false');
  });
  /* Not one that has not begun, is over, is held, or cannot be played at all. */
  const runs = (place) =>
    playing && !held[place] && !videos[place].error && due(place) >= origins[place] &&
    frameAt(place, due(place)) < clips[place].times.length - 1;
  const isBehind = (video, place) =>
    runs(place) && !video.ended && (video.seeking || due(place) - video.currentTime > BEHIND);
  const show = () => {
    at.value = String(clock);
    time.textContent = clock.toFixed(2) + ' / ' + end.toFixed(2) + ' s';
    play.textContent = playing ? '❚❚' : '▶';
    play.setAttribute('aria-label', playing ? words.pause : words.play);
    if (stage.className === 'wipe') stage.style.setProperty('--wipe', wipe + '%');
    videos.forEach(follow);
  };
  const tick = (now) => {
    if (playing) {
      if (!videos.some(isBehind)) clock += Math.min(0.25, (now - before) / 1000);
      if (clock >= end) clock = 0;
    }
    before = now;
    show();
    requestAnimationFrame(tick);
  };
  const toggle = () => { playing = !playing; };
  const step = (direction) => {
    playing = false;
    const next = direction > 0
      ? moments.find((moment) => moment > clock + SAME)
      : moments.findLast((moment) => moment < clock - SAME);
    if (next !== undefined) clock = next;
  };
  let wipe = 50;
  const moveWipe = (percent) => { wipe = Math.max(0, Math.min(100, percent)); };
  stage.addEventListener('pointermove', (event) => {
    const box = videos[0].getBoundingClientRect();
    moveWipe(((event.clientX - box.left) / box.width) * 100);
  });
  play.addEventListener('click', toggle);
  back.addEventListener('click', () => step(-1));
  on.addEventListener('click', () => step(1));
  at.addEventListener('input', () => { clock = Number(at.value); });
  document.querySelectorAll('.held').forEach((note) => note.querySelector('button').addEventListener('click', () => {
    held[Number(note.dataset.place)] = false;
    note.remove();
  }));
  const hear = (place) => {
    const heard = videos.map((video, other) => other === place && video.muted);
    videos.forEach((video, other) => { video.muted = !heard[other]; });
    document.querySelectorAll('.sound').forEach((button, other) => button.setAttribute('aria-pressed', String(heard[other])));
  };
  document.querySelectorAll('.sound').forEach((button, place) => button.addEventListener('click', () => hear(place)));
  clips.forEach((clip, place) => { if (clip.isHeard) videos[place].muted = false; });
  addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.tagName === 'BUTTON' && (event.key === ' ' || event.key === 'Enter')) return;
    const wipes = event.shiftKey && stage.className === 'wipe';
    const act = {
      ' ': toggle,
      ArrowLeft: () => (wipes ? moveWipe(wipe - 2) : step(-1)),
      ArrowRight: () => (wipes ? moveWipe(wipe + 2) : step(1)),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  requestAnimationFrame((now) => { before = now; tick(now); });
})();
`

/** Owns the script of an exported page: one clock, and every clip held to it. Plain, for any browser and from a file. */

/**
 * The clock runs by the page's own time; a clip that is off by more than a moment is set right, by less is sped up or
 * slowed down until it fits. One that is over keeps its last frame. Stepping goes by frames of the quickest clip.
 */
export const PLAYER_SCRIPT = `
'use strict';
(() => {
  const { clips, words } = JSON.parse(document.getElementById('facts').textContent);
  const videos = [...document.querySelectorAll('video')];
  const [play, back, on, at, time] = ['play', 'back', 'on', 'at', 'time'].map((id) => document.getElementById(id));
  const stage = document.querySelector('main');
  const end = Math.max(...clips.map((clip) => (clip.durationMs - clip.aheadMs) / 1000));
  const rate = Math.max(...clips.map((clip) => clip.frameRate));
  const lastFrame = clips.map((clip) => clip.durationMs / 1000 - 0.5 / clip.frameRate);
  let clock = 0;
  let playing = false;
  let before = 0;
  at.max = String(end);
  const target = (place) => Math.min(lastFrame[place], Math.max(0, clock + clips[place].aheadMs / 1000));
  const follow = (video, place) => {
    const wanted = target(place);
    const off = wanted - video.currentTime;
    const rests = !playing || wanted >= lastFrame[place] || clock + clips[place].aheadMs / 1000 < 0;
    if (rests) {
      if (!video.paused) video.pause();
      if (Math.abs(off) > 0.25 / rate && !video.seeking) video.currentTime = wanted;
      return;
    }
    if (video.paused) video.play().catch(() => {});
    if (Math.abs(off) > 0.15) { if (!video.seeking) video.currentTime = wanted; }
    else video.playbackRate = Math.abs(off) < 0.008 ? 1 : 1 + Math.max(-0.25, Math.min(0.25, off * 2));
  };
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
      clock += Math.min(0.25, (now - before) / 1000);
      if (clock >= end) clock = 0;
    }
    before = now;
    show();
    requestAnimationFrame(tick);
  };
  const toggle = () => { playing = !playing; };
  /* The middle of a frame: its edges belong to either, by rounding. */
  const step = (frames) => {
    playing = false;
    const frame = Math.max(0, Math.min(Math.ceil(end * rate) - 1, Math.floor(clock * rate + 1e-6) + frames));
    clock = (frame + 0.5) / rate;
  };
  let wipe = 50;
  stage.addEventListener('pointermove', (event) => {
    const box = stage.getBoundingClientRect();
    wipe = Math.max(0, Math.min(100, ((event.clientX - box.left) / box.width) * 100));
  });
  play.addEventListener('click', toggle);
  back.addEventListener('click', () => step(-1));
  on.addEventListener('click', () => step(1));
  at.addEventListener('input', () => { clock = Number(at.value); });
  const hear = (place) => {
    const heard = videos.map((video, other) => other === place && video.muted);
    videos.forEach((video, other) => { video.muted = !heard[other]; });
    document.querySelectorAll('.sound').forEach((button, other) => button.setAttribute('aria-pressed', String(heard[other])));
  };
  document.querySelectorAll('.sound').forEach((button, place) => button.addEventListener('click', () => hear(place)));
  clips.forEach((clip, place) => { if (clip.isHeard) videos[place].muted = false; });
  addEventListener('keydown', (event) => {
    if (event.target.tagName === 'BUTTON' && (event.key === ' ' || event.key === 'Enter')) return;
    const act = { ' ': toggle, ArrowLeft: () => step(-1), ArrowRight: () => step(1) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  requestAnimationFrame((now) => { before = now; tick(now); });
})();
`

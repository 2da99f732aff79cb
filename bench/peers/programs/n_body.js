// Moves bodies that attract each other, step by step.

function body([x, y, z], [vx, vy, vz], mass) {
  return { x, y, z, vx, vy, vz, mass };
}

function bodies() {
  return [
    body([0, 0, 0], [0, 0, 0], 40),
    body([4.8, -1.2, -0.1], [0.6, 2.8, -0.02], 0.04),
    body([8.3, 4.1, -0.4], [-1.0, 1.8, 0.01], 0.01),
    body([12.9, -15.1, -0.2], [1.1, 0.9, -0.01], 0.002),
    body([15.4, -25.9, 0.2], [1.0, 0.6, -0.03], 0.002),
  ];
}

function energy(system) {
  let total = 0;
  for (let i = 0; i < system.length; i++) {
    const a = system[i];
    total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (let j = i + 1; j < system.length; j++) {
      const b = system[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      total -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return total;
}

function move(system, dt) {
  for (let i = 0; i < system.length; i++) {
    const a = system[i];
    for (let j = i + 1; j < system.length; j++) attract(a, system[j], dt);
  }
  for (const a of system) {
    a.x += dt * a.vx;
    a.y += dt * a.vy;
    a.z += dt * a.vz;
  }
}

function attract(a, b, dt) {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  const dz = a.z - b.z;
  const square = dx * dx + dy * dy + dz * dz;
  const pull = dt / (square * Math.sqrt(square));
  a.vx -= dx * b.mass * pull;
  a.vy -= dy * b.mass * pull;
  a.vz -= dz * b.mass * pull;
  b.vx += dx * a.mass * pull;
  b.vy += dy * a.mass * pull;
  b.vz += dz * a.mass * pull;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const system = bodies();
  const before = energy(system);
  for (let i = 0; i < n; i++) move(system, 0.001);
  return `${before.toFixed(9)} ${energy(system).toFixed(9)}`;
}

/**
 * Fits strengths of terms to what was held out: the listwise softmax (conditional logit) of
 * McFadden 1974, "Conditional logit analysis of qualitative choice behavior", in which the score of
 * a song is a weighted sum of its terms and a held-out song is a choice among all that compete.
 * Ridge towards a first point, by Newton's method.
 */

/** The songs that compete for one query, as terms: one column a term, one value a song. */
export interface Choice {
  readonly columns: readonly Float32Array[];
  /** Places of the songs that were chosen. */
  readonly chosen: readonly number[];
  /** Log of how many songs each stands for, where others were left out by chance. */
  readonly logCounts: Float32Array;
  /** Weight of the query in the mean. */
  readonly weight: number;
}

export interface FitOptions {
  /** Where the ridge pulls to. */
  readonly first: readonly number[];
  /** Where the search starts, which may be nearer. @default `first` */
  readonly start?: readonly number[];
  /** Strength of the ridge on each term beside the weighted mean of the log likelihoods. */
  readonly ridge: readonly number[];
  /** Whether a term's strength may fall below 0. */
  readonly mayBeNegative: readonly boolean[];
}

const MOST_STEPS = 12, LEAST_GAIN = 1e-4, MOST_HALVINGS = 6;

/** The strengths that maximise Σ weight · mean log likelihood of the chosen − Σ ridge/2 · (x − first)². */
export function fitStrengths(
  choices: readonly Choice[],
  { first, start = first, ridge, mayBeNegative }: FitOptions,
): number[] {
  let strengths = [...start];
  const terms = toldTerms(choices, first.length);
  let now = likelihood(choices, terms, strengths, first, ridge);
  for (let step = 0; step < MOST_STEPS; step++) {
    const direction = solved(now.curvature, now.gradient);
    let gain = 0;
    for (let share = 1, halvings = 0; halvings < MOST_HALVINGS; share /= 2, halvings++) {
      const tried = strengths.map((strength, t) => {
        const moved = strength + share * direction[t];
        return mayBeNegative[t] ? moved : Math.max(0, moved);
      });
      const then = likelihood(choices, terms, tried, first, ridge);
      if (!(then.value > now.value)) continue;
      gain = then.value - now.value;
      [strengths, now] = [tried, then];
      break;
    }
    if (gain < LEAST_GAIN) break;
  }
  return strengths;
}

/** Scores of the songs of a choice. */
export function scoresOfChoice(columns: readonly Float32Array[], strengths: readonly number[]) {
  const scores = new Float32Array(columns[0].length);
  columns.forEach((column, t) => {
    const strength = strengths[t];
    if (strength === 0) return;
    for (let i = 0; i < scores.length; i++) scores[i] += strength * column[i];
  });
  return scores;
}

/** The terms that tell some songs of some choice apart: what a data set lacks is 0 everywhere. */
function toldTerms(choices: readonly Choice[], count: number): number[] {
  return Array.from({ length: count }, (_, t) => t).filter((t) =>
    choices.some(({ columns }) => columns[t].some((value) => value !== columns[t][0]))
  );
}

/** Value, gradient and negated Hessian (row-major) of what is maximised. */
function likelihood(
  choices: readonly Choice[],
  terms: readonly number[],
  strengths: readonly number[],
  first: readonly number[],
  ridge: readonly number[],
) {
  const d = strengths.length;
  let value = 0;
  const gradient = new Float64Array(d), curvature = new Float64Array(d * d);
  for (const { columns, chosen, logCounts, weight } of choices) {
    const chances = scoresOfChoice(columns, strengths);
    const logSum = softmax(chances, logCounts);
    for (const at of chosen) {
      let score = 0;
      for (let t = 0; t < d; t++) score += strengths[t] * columns[t][at];
      value += weight * (score - logSum) / chosen.length;
    }
    const weighted = new Float32Array(chances.length);
    const means = columns.map(() => 0);
    for (const t of terms) means[t] = dot(chances, columns[t]);
    for (const t of terms) {
      let observed = 0;
      for (const at of chosen) observed += columns[t][at];
      gradient[t] += weight * (observed / chosen.length - means[t]);
      for (let i = 0; i < weighted.length; i++) weighted[i] = chances[i] * columns[t][i];
      for (const u of terms) {
        if (u > t) break;
        curvature[t * d + u] += weight * (dot(weighted, columns[u]) - means[t] * means[u]);
      }
    }
  }
  for (let t = 0; t < d; t++) {
    const away = strengths[t] - first[t];
    value -= ridge[t] / 2 * away * away;
    gradient[t] -= ridge[t] * away;
    curvature[t * d + t] += ridge[t];
    for (let u = 0; u < t; u++) curvature[u * d + t] = curvature[t * d + u];
  }
  return { value, gradient, curvature };
}

/** Turns scores into chances in place. @returns the log of their sum */
function softmax(scores: Float32Array, logCounts: Float32Array): number {
  let most = -Infinity;
  for (let i = 0; i < scores.length; i++) {
    scores[i] += logCounts[i];
    if (scores[i] > most) most = scores[i];
  }
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i] - most);
  for (let i = 0; i < scores.length; i++) scores[i] /= sum;
  return most + Math.log(sum);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** x of A x = b for a positive definite A, by Cholesky's decomposition. */
function solved(matrix: Float64Array, right: Float64Array): Float64Array {
  const d = right.length;
  const lower = new Float64Array(d * d), x = Float64Array.from(right);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j];
      for (let k = 0; k < j; k++) sum -= lower[i * d + k] * lower[j * d + k];
      lower[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * d + j];
    }
  }
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * d + k] * x[k];
    x[i] /= lower[i * d + i];
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i] -= lower[k * d + i] * x[k];
    x[i] /= lower[i * d + i];
  }
  return x;
}

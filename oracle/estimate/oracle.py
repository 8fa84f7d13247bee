"""What SciPy, statsmodels and pingouin say about the quantities of relief-estimate.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python oracle.py

Writes expected.json beside this script; the tests say why each tolerance is what it is.
"""

import json
import math
import pathlib

import numpy as np
import pandas as pd
import pingouin
import scipy.integrate
import scipy.optimize
import scipy.special
import scipy.stats as st
import statsmodels.stats.inter_rater as ir
import statsmodels.stats.weightstats as ws

HERE = pathlib.Path(__file__).parent
RNG = np.random.default_rng(20260101)


def distributions():
    dfs = [1, 2, 4.5, 9, 30, 200]
    ps = [0.005, 0.025, 0.5, 0.9, 0.975, 0.995]
    return {
        "t_quantile": [[p, v, st.t.ppf(p, v)] for p in ps for v in dfs],
        "t_two_sided": [[t, v, 2 * st.t.sf(abs(t), v)] for t in [0.0, 0.3, -2.0, 6.0] for v in dfs],
        "chi_square_quantile": [[p, v, st.chi2.ppf(p, v)] for p in ps for v in dfs],
        "f_quantile": [[p, a, b, st.f.ppf(p, a, b)] for p in [0.025, 0.5, 0.975] for a in [1, 5, 84.3] for b in [2, 15, 120]],
        "normal_quantile": [[p, st.norm.ppf(p)] for p in ps],
        "noncentral_t_cdf": [
            [t, v, d, st.nct.cdf(t, v, d)]
            for t in [-1.0, 0.5, 2.0, 8.0] for v in [2, 9, 60] for d in [-2.0, 0.0, 1.5, 6.0]
        ],
        # Large noncentralities by the defining integral over the chi distribution; nct.cdf loses digits there.
        "noncentral_t_cdf_far": [[t, v, d, nct_by_integral(t, v, d)] for t, v, d in [(45.0, 40, 42.0), (20.0, 16, 18.1), (60.0, 199, 60.0)]],
    }


def nct_by_integral(t, df, nc):
    chi = st.chi(df)
    integrand = lambda u: st.norm.cdf(t * u / math.sqrt(df) - nc) * chi.pdf(u)
    return scipy.integrate.quad(integrand, *chi.ppf([1e-14, 1 - 1e-14]), epsabs=1e-13, limit=500)[0]


def hodges_lehmann(d):
    """Median of the Walsh averages, and all shifts that the signed-rank test does not reject at 5 %."""
    i, j = np.triu_indices(len(d))
    walsh = np.sort((d[i] + d[j]) / 2)
    kept = []
    gaps = np.concatenate([[walsh[0] - 1], walsh, [walsh[-1] + 1]])
    for low, high in zip(gaps[:-1], gaps[1:]):
        shift = (low + high) / 2
        if st.wilcoxon(d - shift, method="exact").pvalue > 0.05:
            kept += [low, high]
    return [float(np.median(walsh)), float(min(kept)), float(max(kept))]


def wilcoxon_exhaustive(d):
    """Two-sided p over every choice of signs: right with ties too."""
    d = d[d != 0]
    ranks = st.rankdata(np.abs(d))
    observed = ranks[d > 0].sum()
    signs = (np.arange(2 ** len(d))[:, None] >> np.arange(len(d))) & 1
    sums = signs @ ranks
    mean = ranks.sum() / 2
    return float(np.mean(np.abs(sums - mean) >= abs(observed - mean) - 1e-9))


def srm_interval(t, df):
    """Noncentralities that put t at the 97.5 % and 2.5 % levels."""
    solve = lambda level: scipy.optimize.brentq(lambda nc: nct_by_integral(t, df, nc) - level, t - 9, t + 9, xtol=1e-11)
    return [solve(0.975) / math.sqrt(df + 1), solve(0.025) / math.sqrt(df + 1)]


def bonett(x, y):
    """Bonett 2008 for dependent samples, written from the paper."""
    n, v1, v2 = len(x), x.var(ddof=1), y.var(ddof=1)
    cov = np.cov(x, y)[0, 1]
    s = math.sqrt((v1 + v2) / 2)
    d = (y.mean() - x.mean()) / s
    var = d**2 * (v1**2 + v2**2 + 2 * cov**2) / (8 * (n - 1) * s**4) + (v1 + v2 - 2 * cov) / ((n - 1) * s**2)
    return [d, d - st.norm.ppf(0.975) * math.sqrt(var), d + st.norm.ppf(0.975) * math.sqrt(var)]


def paired_case(n, shift, decimals):
    before = np.round(RNG.normal(10, 2, n), decimals)
    after = np.round(before + RNG.normal(shift, 1.2, n), decimals)
    d = after - before
    d = np.round(d, decimals)
    mean = ws.DescrStatsW(d)
    t = st.ttest_rel(after, before)
    exact = n <= 20
    df = n - 1
    return {
        "before": before.tolist(),
        "after": after.tolist(),
        "mean": [mean.mean, *mean.tconfint_mean()],
        "t_p": t.pvalue,
        "rank_sum_positive": float(st.rankdata(np.abs(d[d != 0]))[d[d != 0] > 0].sum()),
        "signed_rank_p": wilcoxon_exhaustive(d) if exact else st.wilcoxon(d, method="approx", correction=False).pvalue,
        "hodges_lehmann": hodges_lehmann(d) if decimals > 2 else None,
        "srm": [float(d.mean() / d.std(ddof=1)), *srm_interval(t.statistic, df)],
        "d_av": bonett(before, after),
        "d_av_pingouin": pingouin.compute_effsize(after, before, paired=True, eftype="cohen"),
        "hedges_j": math.exp(scipy.special.gammaln(df / 2) - scipy.special.gammaln((df - 1) / 2)) / math.sqrt(df / 2),
    }


def icc(ratings):
    ratings = np.asarray(ratings, float)
    n, k = ratings.shape
    long = pd.DataFrame({"s": np.repeat(np.arange(n), k), "r": np.tile(np.arange(k), n), "v": ratings.ravel()})
    table = pingouin.intraclass_corr(long, targets="s", raters="r", ratings="v")
    table = table.set_index("Type")
    ci = [c for c in table.columns if c.startswith("CI95")][0]
    pick = lambda name: [float(table.loc[name, "ICC"]), *map(float, table.loc[name, ci])]
    names = list(table.index)
    return {"ratings": ratings.tolist(), "types": names, "icc2": pick(names[1]), "icc3": pick(names[2])}


def repeat_case(n):
    truth = RNG.uniform(0.2, 2.0, n)
    pairs = truth[:, None] * np.exp(RNG.normal(0, 0.04, (n, 2)))
    def within(values):
        sem = math.sqrt(float(((values[:, 1] - values[:, 0]) ** 2).sum()) / (2 * n))
        return [sem, sem * math.sqrt(n / st.chi2.ppf(0.975, n)), sem * math.sqrt(n / st.chi2.ppf(0.025, n))]
    # The same through a one-way analysis of variance: the mean square within subjects.
    anova = math.sqrt(float(pairs.var(axis=1, ddof=1).mean()))
    return {
        "pairs": pairs.tolist(),
        "absolute": within(pairs),
        "relative": within(np.log(pairs)),
        "anova_within": anova,
        "cv_rms": math.sqrt(float((pairs.var(axis=1, ddof=1) / pairs.mean(axis=1) ** 2).mean())),
    }


def bootstrap_case():
    """BCa and percentile intervals of a ratio, 100 000 resamples so that only Monte Carlo noise of ours is left."""
    x, y = RNG.gamma(2.0, 1.0, 40), RNG.uniform(0.5, 1.5, 40)
    ratio = lambda x, y, axis=-1: x.sum(axis=axis) / y.sum(axis=axis)
    def ends(method):
        result = st.bootstrap((x, y), ratio, paired=True, vectorized=True, n_resamples=100_000, method=method,
                              rng=np.random.default_rng(5))
        return [float(result.confidence_interval.low), float(result.confidence_interval.high)]
    return {"x": x.tolist(), "y": y.tolist(), "percentile": ends("percentile"), "bca": ends("BCa"),
            "standard_error": float(st.bootstrap((x, y), ratio, paired=True, vectorized=True, n_resamples=100_000,
                                                 method="percentile", rng=np.random.default_rng(5)).standard_error)}


def limits_case(n, seed):
    """Carkeet 2015: the interval of a limit of agreement by the noncentral t."""
    d = np.random.default_rng(seed).normal(-1.0, 3.0, n).round(3)
    m, s, z = d.mean(), d.std(ddof=1), st.norm.ppf(0.975)
    near, far = (brent_nct(level, n - 1, z * math.sqrt(n)) / math.sqrt(n) for level in (0.025, 0.975))
    return {"differences": d.tolist(), "lower": [m - z * s, m - far * s, m - near * s],
            "upper": [m + z * s, m + near * s, m + far * s]}


def brent_nct(level, df, nc):
    return scipy.optimize.brentq(lambda t: nct_by_integral(t, df, nc) - level, nc / 3, nc * 4, xtol=1e-11)


def kappa_case(n, categories, seed):
    """Two raters who mostly agree; the last category stays unused, as happens with scales."""
    rng = np.random.default_rng(seed)
    first = rng.integers(0, categories - 1, n)
    second = np.clip(first + rng.integers(-1, 2, n), 0, categories - 2)
    table = np.zeros((categories, categories))
    np.add.at(table, (first, second), 1)
    def told(weights):
        result = ir.cohens_kappa(table, wt=weights)
        return [float(result.kappa), float(result.kappa_low), float(result.kappa_upp)]
    return {"categories": categories, "grades": np.stack([first, second], 1).tolist(),
            "equal": told(None), "linear": told("linear"), "quadratic": told("quadratic")}


SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

expected = {
    "distributions": distributions(),
    "paired": [paired_case(8, -1.0, 4), paired_case(15, 0.4, 1), paired_case(20, -0.6, 4), paired_case(60, 0.3, 1)],
    "icc": [icc(SHROUT_FLEISS), icc(RNG.normal(0, 1, (12, 1)) + RNG.normal(0, 0.4, (12, 2)) + [0, 0.3])],
    "repeat": [repeat_case(12), repeat_case(40)],
    "bootstrap": bootstrap_case(),
    "limits": [limits_case(6, 1), limits_case(40, 2)],
    "kappa": [kappa_case(30, 5, 3), kappa_case(120, 4, 4)],
}
(HERE / "expected.json").write_text(json.dumps(expected, indent=1, allow_nan=False) + "\n")

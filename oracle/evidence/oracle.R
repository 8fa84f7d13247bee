# What R's metafor says about the quantities of relief-evidence.
#
#     apt-get install r-cran-metafor r-cran-jsonlite && Rscript oracle.R
#
# Writes expected.json beside this script, with the versions that made it. metafor stops its searches for tau² at 1e-4 to 1e-5;
# here they go on to a double's digits, so that the tests can hold six of them.

suppressPackageStartupMessages({library(metafor); library(jsonlite)})

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
methods <- c(common = "EE", dersimonian_laird = "DL", reml = "REML", paule_mandel = "PM")
intervals <- c(normal = "z", knapp_hartung = "knha", knapp_hartung_at_least_normal = "adhoc")

fitted <- function(yi, vi, method, test, mods = NULL, intercept = TRUE) {
    control <- switch(method, REML = list(threshold = 1e-12 * max(var(yi), mean(vi)), maxiter = 10000), PM = list(tol = 1e-14, maxiter = 10000), list())
    if (is.null(mods)) rma(yi, vi, method = method, test = test, control = control)
    else rma(yi, vi, mods = mods, intercept = intercept, method = method, test = test, control = control)
}

pooled <- function(yi, vi) {
    rows <- list()
    for (m in names(methods)) for (i in if (m == "common") "normal" else names(intervals)) {
        res <- fitted(yi, vi, methods[[m]], intervals[[i]])
        pred <- predict(res)
        rows[[length(rows) + 1]] <- list(
            between = m, interval = i, estimate = c(res$beta[1], res$ci.lb, res$ci.ub), standard_error = res$se, p = res$pval,
            tau2 = res$tau2, q = res$QE, q_p = res$QEp, i2 = res$I2 / 100, h2 = res$H2,
            prediction = if (m == "common") NULL else c(pred$pi.lb, pred$pi.ub), weights = unname(weights(res)) / 100)
    }
    rows
}

q_profile <- function(yi, vi) {
    res <- fitted(yi, vi, "REML", "z")
    unname(confint(res, control = list(tol = 1e-14, maxiter = 100000))$random[1, 2:3])
}

leave_one_out <- function(yi, vi) lapply(seq_along(yi), function(out) {
    res <- fitted(yi[-out], vi[-out], "REML", "knha")
    c(res$beta[1], res$ci.lb, res$ci.ub, res$tau2)
})

coefficients <- function(res) lapply(seq_len(res$p), function(at)
    list(estimate = c(res$beta[at], res$ci.lb[at], res$ci.ub[at]), standard_error = res$se[at], p = res$pval[at]))

regression <- function(yi, vi, x) lapply(names(intervals), function(i) {
    res <- fitted(yi, vi, "REML", intervals[[i]], mods = cbind(x))
    list(interval = i, coefficients = coefficients(res), tau2 = res$tau2, r2 = if (is.null(res$R2)) NULL else res$R2 / 100)
})

groups <- function(yi, vi, g) lapply(names(intervals), function(i) {
    g <- factor(g, levels = unique(g))
    test <- fitted(yi, vi, "REML", intervals[[i]], mods = model.matrix(~ g)[, -1, drop = FALSE])
    means <- fitted(yi, vi, "REML", intervals[[i]], mods = model.matrix(~ 0 + g), intercept = FALSE)
    statistic <- if (i == "normal") test$QM / (nlevels(g) - 1) else test$QM
    list(interval = i, names = levels(g), means = coefficients(means), tau2 = means$tau2, statistic = statistic, p = test$QMp)
})

asymmetry <- function(yi, vi) {
    res <- fitted(yi, vi, "REML", "z")
    lm <- regtest(res, model = "lm")
    mixed <- regtest(fitted(yi, vi, "REML", "knha"), model = "rma")
    limits <- function(test) c(test$est, test$ci.lb, test$ci.ub)
    list(egger = list(statistic = lm$zval, p = lm$pval, limit = limits(lm)),
         mixed = list(statistic = mixed$zval, p = mixed$pval, limit = limits(mixed)))
}

# What escalc makes of rows: inputs and outputs.
sizes <- function(data, measure, ...) {
    e <- do.call(escalc, c(list(measure = measure), eval(substitute(list(...)), data)))
    lapply(seq_len(nrow(data)), function(i) c(unname(unlist(data[i, ])), as.numeric(e$yi)[i], e$vi[i]))
}

two <- data.frame(m1 = c(79, 55, -0.9, 12.1), sd1 = c(11, 7, 0.6, 3.3), n1 = c(155, 31, 12, 4), m2 = c(75, 59, -0.1, 11.9), sd2 = c(8, 14, 0.5, 2.7), n2 = c(156, 32, 14, 5))
pre_post <- data.frame(m = c(30, 23.5, 0.5, 53.4, 35.6), sd = c(22, 14.7, 0.1, 14.5, 4.7), m0 = c(13, 9, 0.4, 40, 30), sd0 = c(15, 10, 0.2, 15, 5), n = c(20, 50, 9, 10, 14), r = c(0.47, 0.64, 0.77, 0.89, -0.44))
cells <- data.frame(a = c(4, 6, 0, 62, 3, 12, 12), n = c(123, 306, 231, 13598, 3, 12, 40), c = c(11, 29, 11, 248, 1, 0, 40), n2 = c(139, 303, 220, 12867, 9, 15, 40))
shares <- data.frame(x = c(34, 22, 28, 0, 30, 1), n = c(36, 30, 30, 21, 30, 400))

effects <- list(
    single_mean = sizes(two[, 1:3], measure = "MN", mi = m1, sdi = sd1, ni = n1),
    mean_difference = sizes(two, measure = "MD", m1i = m1, sd1i = sd1, n1i = n1, m2i = m2, sd2i = sd2, n2i = n2),
    standardised_mean_difference = sizes(two, measure = "SMD", m1i = m1, sd1i = sd1, n1i = n1, m2i = m2, sd2i = sd2, n2i = n2),
    mean_change = sizes(pre_post, measure = "MC", m1i = m, sd1i = sd, m2i = m0, sd2i = sd0, ni = n, ri = r),
    standardised_by_change = sizes(pre_post, measure = "SMCC", m1i = m, sd1i = sd, m2i = m0, sd2i = sd0, ni = n, ri = r),
    # metafor standardises by the first sd: before and after change places, and so does the sign.
    standardised_by_raw_score = sizes(pre_post, measure = "SMCR", m1i = m0, sd1i = sd0, m2i = m, sd2i = sd, ni = n, ri = r),
    log_risk_ratio = sizes(cells, measure = "RR", ai = a, n1i = n, ci = c, n2i = n2),
    risk_difference = sizes(cells, measure = "RD", ai = a, n1i = n, ci = c, n2i = n2),
    log_odds_ratio = sizes(cells, measure = "OR", ai = a, n1i = n, ci = c, n2i = n2),
    logit = sizes(shares, measure = "PLO", xi = x, ni = n),
    freeman_tukey = sizes(shares, measure = "PFT", xi = x, ni = n))

# The mean that the midpoint of extremes or quartiles and the median give together with the least error in normal samples, by
# simulation: the weights that Luo et al. fit a formula to. Of the extremes' midpoint, of the quartiles', and of both.
set.seed(20260101)
best_weights <- function(n) {
    q <- (n - 1) / 4
    sample <- replicate(40000, { x <- sort(rnorm(n)); c((x[1] + x[n]) / 2, (x[q + 1] + x[3 * q + 1]) / 2, x[(n + 1) / 2]) })
    least <- function(rows) { inverse <- solve(cov(t(sample[rows, ]))); rowSums(inverse) / sum(inverse) }
    c(n, least(c(1, 3))[1], least(c(2, 3))[1], least(1:3)[1:2])
}
weights_of_means <- lapply(c(9, 21, 49, 101), best_weights)

# Changes as studies tell them: mean, interval by t and by the normal quantile, exact p; then people and the variance behind them.
told_changes <- Map(function(mean, se, n) c(mean, mean - qt(0.975, n - 1) * se, mean + qt(0.975, n - 1) * se,
    mean - qnorm(0.975) * se, mean + qnorm(0.975) * se, 2 * pt(-abs(mean / se), n - 1), n, se^2),
    c(-0.84, 3.2, -10), c(0.12, 1.7, 1), c(15, 4, 50))

# From a share's double arcsine back, for a few sizes.
back <- expand.grid(value = c(0.05, 0.3, 0.8, 1.2, 1.5), n = c(5, 21, 400))
freeman_tukey_share <- lapply(seq_len(nrow(back)), function(i) c(unname(unlist(back[i, ])), transf.ipft(back$value[i], back$n[i])))

# The expected range and interquartile range of n standard normal values, by integration: what Wan et al. approximate.
order_statistic <- function(r, n) integrate(function(z) z * dbeta(pnorm(z), r, n - r + 1) * dnorm(z), -9, 9, rel.tol = 1e-10)$value
ranges <- lapply(c(9, 21, 49, 101, 401), function(n) {
    q <- (n - 1) / 4
    c(n, order_statistic(n, n) - order_statistic(1, n), order_statistic(3 * q + 1, n) - order_statistic(q + 1, n))
})

analyses <- function(name, source, yi, vi, x, moderator, g) list(
    name = name, source = source, effects = lapply(seq_along(yi), function(i) c(yi[i], vi[i])), moderator = x, moderator_name = moderator,
    groups = g, pooled = pooled(yi, vi), q_profile = q_profile(yi, vi), leave_one_out = leave_one_out(yi, vi),
    regression = regression(yi, vi, x), subgroups = groups(yi, vi, g), asymmetry = asymmetry(yi, vi))

# The table of trials, by hand: which rows are taken, and what escalc and rma make of them.
ours <- function() {
    trials <- read.csv(file.path(here, "../../registry/evidence/data/trials.csv"))
    row <- function(id, scale, treatment = "needling") trials[trials$study == id & trials$scale == scale & trials$treatment == treatment & trials$scar_type == "all", ][1, ]
    rows <- function(ids, scales, treatment = "needling") do.call(rbind, Map(function(id, scale) row(id, scale, treatment), ids, scales))
    together <- function(name, effects) {
        out <- list(question = name, effects = lapply(seq_len(nrow(effects)), function(i) c(effects$yi[i], effects$vi[i])))
        if (nrow(effects) >= 3) {
            res <- fitted(effects$yi, effects$vi, "REML", "adhoc")
            pred <- predict(res)
            out$pooled <- list(estimate = c(res$beta[1], res$ci.lb, res$ci.ub), prediction = c(pred$pi.lb, pred$pi.ub), tau2 = res$tau2, i2 = res$I2 / 100)
        }
        out
    }
    plain <- function(e) data.frame(yi = as.numeric(e$yi), vi = as.numeric(e$vi))
    paired <- function(d, measure, r) plain(escalc(measure = measure, m1i = d$baseline_mean, sd1i = d$baseline_sd, m2i = d$post_mean, sd2i = d$post_sd, ni = d$n, ri = r))
    turned <- function(e) { e$yi <- -e$yi; e }
    from_interval <- function(d) data.frame(yi = d$change_mean, vi = ((d$change_high - d$change_low) / 2 / ifelse(is.na(d$n), qnorm(0.975), qt(0.975, d$n - 1)))^2)
    qualitative <- "goodman_baron_qualitative"
    quantitative <- "goodman_baron_quantitative"
    malik <- row("MALIK2024", quantitative)
    sides <- function(id, scale, other) {
        a <- row(id, scale); b <- row(id, scale, other)
        turned(plain(escalc(measure = "SMCR", m1i = b$post_mean, sd1i = b$post_sd, m2i = a$post_mean, sd2i = a$post_sd, ni = a$n, ri = 0.5)))
    }
    roller <- row("DERMPAPER2021", "global_acne_scarring"); laser <- row("DERMPAPER2021", "global_acne_scarring", "fractional_co2")
    standardised <- rows(c("DOGRA2014", "SHARMA-JPAD", "VIETNAM", "MALIK2024", "DERMPAPER2021", "ALCHALABI2020"), c("acne_scar_assessment", qualitative, qualitative, quantitative, "global_acne_scarring", quantitative))
    told <- with(malik, (baseline_sd^2 + post_sd^2 - change_sd^2) / (2 * baseline_sd * post_sd))
    list(
        together("change/goodman_baron_qualitative", rbind(
            turned(paired(row("SHARMA-JPAD", qualitative), "MC", 0.5)), from_interval(row("DALWIG2020", qualitative)), turned(paired(row("VIETNAM", qualitative), "MC", 0.5)))),
        together("change/goodman_baron_quantitative", rbind(
            from_interval(row("ALAM2014", quantitative)), plain(escalc(measure = "MN", mi = malik$change_mean, sdi = malik$change_sd, ni = malik$n)),
            turned(paired(row("ALCHALABI2020", quantitative), "MC", 0.5)))),
        together("standardised_change", turned(paired(standardised, "SMCR", c(0.5, 0.5, 0.5, told, 0.5, 0.5)))),
        together("improved/more_than_one_grade", plain(escalc(measure = "PLO", xi = 22, ni = 30))),
        together("against/needling_prp", sides("SHARMA-JPAD", qualitative, "needling_prp")),
        together("against/needling_insulin", sides("MALIK2024", quantitative, "needling_insulin")),
        together("against/fractional_co2", plain(escalc(measure = "SMD", m1i = roller$post_mean, sd1i = roller$post_sd, n1i = roller$n, m2i = laser$post_mean, sd2i = laser$post_sd, n2i = laser$n))))
}

bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
raudenbush <- dat.raudenbush1985
stay <- escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
expected <- list(
    versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
    effects = effects, freeman_tukey_share = freeman_tukey_share, ranges = ranges, told_changes = told_changes, weights_of_means = weights_of_means, ours = ours(),
    analyses = list(
        analyses("bcg", "metadat dat.bcg: Colditz et al. 1994, log risk ratio", as.numeric(bcg$yi), bcg$vi, bcg$ablat, "latitude", as.character(bcg$alloc)),
        analyses("raudenbush1985", "metadat dat.raudenbush1985: Raudenbush 1984", as.numeric(raudenbush$yi), raudenbush$vi, raudenbush$weeks, "weeks", as.character(raudenbush$tester)),
        analyses("normand1999", "metadat dat.normand1999: Normand 1999, days in hospital", as.numeric(stay$yi), stay$vi, stay$n1i, "n1i", ifelse(stay$n1i > 50, "large", "small")),
        # Studies that agree: tau² is zero, and the normal interval the wider one.
        analyses("agreeing", "made up: five studies that agree", c(-0.50, -0.52, -0.49, -0.505, -0.51), c(0.010, 0.020, 0.015, 0.030, 0.012), c(1, 2, 3, 4, 5), "number", c("a", "b", "a", "b", "a"))))
write(toJSON(expected, digits = NA, auto_unbox = TRUE, pretty = TRUE, null = "null"), file.path(here, "expected.json"))

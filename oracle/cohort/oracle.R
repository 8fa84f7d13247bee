# What R says about the quantities of relief-registry: lme4's mixed models, base R's exact and Welch intervals, and survey's interval
# of a share of clustered sessions.
#
#     apt-get install r-cran-lme4 r-cran-survey r-cran-jsonlite && Rscript oracle.R
#
# Writes expected.json beside this script, with the versions that made it and the data themselves. lme4's search stops early by
# default; here it goes on, so that the tests can hold more than the four digits asked for.

suppressPackageStartupMessages({library(lme4); library(survey); library(jsonlite)})

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
precise <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5), calc.derivs = FALSE,
                       check.conv.singular = "ignore")

# Numbers stand at the mean over patients, each patient once.
centred <- function(x, patient) x - mean(tapply(x, patient, mean))

fitted_model <- function(formula, data) {
    m <- lmer(formula, data, REML = TRUE, control = precise)
    df <- nlevels(factor(data$patient)) - length(fixef(m))
    se <- sqrt(diag(as.matrix(vcov(m))))
    half <- qt(0.975, df) * se
    list(names = names(fixef(m)), value = unname(fixef(m)), low = unname(fixef(m) - half), high = unname(fixef(m) + half),
         patient_sd = unname(attr(VarCorr(m)$patient, "stddev")), residual_sd = sigma(m))
}

made <- function(patients, rows, between, within, seed) {
    set.seed(seed)
    sizes <- sample(rows, patients, replace = TRUE)
    patient <- rep(seq_len(patients), sizes)
    n <- length(patient)
    d <- data.frame(patient = patient, session = unlist(lapply(sizes, function(k) sort(sample(1:6, k)))),
                    scar_type = sample(c("ice_pick", "boxcar", "rolling"), patients, replace = TRUE)[patient],
                    before = round(runif(patients, 5, 15), 3)[patient],
                    needle = sample(c(1, 1.5, 2, 2.5), patients, replace = TRUE)[patient])
    d$y <- round(-1 - 0.3 * d$session + 0.1 * d$before - 0.4 * d$needle + rnorm(patients, 0, between)[patient] + rnorm(n, 0, within), 6)
    d
}

full <- function(d) {
    d$type <- factor(d$scar_type, c("ice_pick", "boxcar", "rolling"))
    d$visit <- factor(d$session)
    d$b <- centred(d$before, d$patient)
    d$n <- centred(d$needle / 0.5, d$patient)
    fitted_model(y ~ visit + type + b + n + (1 | patient), d)
}

sleep <- data.frame(patient = as.integer(sleepstudy$Subject), session = sleepstudy$Days + 1, y = sleepstudy$Reaction)
sleep$s <- centred(sleep$session, sleep$patient)
sets <- list(unbalanced = made(40, 1:6, 0.8, 0.6, 1), alike = made(40, 2:6, 0, 1, 2), apart = made(25, 1:4, 6, 0.2, 3))
models <- c(list(sleepstudy = list(data = sleep[c("patient", "session", "y")], fit = fitted_model(y ~ s + (1 | patient), sleep))),
            lapply(sets, function(d) list(data = d, fit = full(d))))

# Scars within patients, a mean for each type.
set.seed(4)
sizes <- sample(1:9, 30, replace = TRUE)
patient <- rep(seq_along(sizes), sizes)
scars <- data.frame(patient = patient, scar = sequence(sizes), scar_type = sample(c("ice_pick", "boxcar", "rolling"), length(patient), replace = TRUE),
                    before = round(runif(length(patient), 0.2, 0.9), 3))
scars$after <- round(scars$before * pmax(0.05, 0.8 + rnorm(length(sizes), 0, 0.15)[patient] + rnorm(length(patient), 0, 0.1)), 4)
scars$y <- scars$after / scars$before - 1
scars$type <- factor(scars$scar_type, c("ice_pick", "boxcar", "rolling"))
scar_fit <- fitted_model(y ~ 0 + type + (1 | patient), scars)

shares <- do.call(rbind, lapply(list(c(0, 5), c(5, 5), c(1, 7), c(51, 84), c(3, 400), c(9000, 10000)), function(x) {
    ci <- binom.test(x[1], x[2])$conf.int
    data.frame(count = x[1], of = x[2], low = ci[1], high = ci[2])
}))

# The widest pair of order statistics that still holds the median in 95 % of samples.
set.seed(5)
location <- lapply(c(6, 7, 10, 101, 2000), function(n) {
    x <- round(rnorm(n, -0.2, 0.1), 4)
    k <- max(which(pbinom(seq_len(n %/% 2) - 1, n, 0.5) <= 0.025))
    t <- t.test(x)
    list(values = x, mean = c(mean(x), t$conf.int), sd = sd(x), median = c(median(x), sort(x)[k], sort(x)[n + 1 - k]))
})

set.seed(6)
sessions <- data.frame(patient = rep(1:30, sample(1:6, 30, replace = TRUE)))
sessions$happened <- rbinom(nrow(sessions), 1, plogis(rnorm(30, -1, 1.5))[sessions$patient])
design <- svydesign(ids = ~patient, data = sessions, weights = ~1)
share <- svyciprop(~happened, design, method = "beta")
clustered <- list(patient = sessions$patient, happened = sessions$happened, share = c(unname(coef(share)), as.numeric(confint(share))))

# Those who left and those who stayed: Welch.
set.seed(7)
left <- round(rnorm(9, 11, 3), 3); stayed <- round(rnorm(21, 9, 1), 3)
welch <- t.test(left, stayed)

versions <- c(R = as.character(getRversion()), lme4 = as.character(packageVersion("lme4")), survey = as.character(packageVersion("survey")))
write_json(list(versions = as.list(versions), models = models, scars = list(data = scars[c("patient", "scar", "scar_type", "before", "after")], fit = scar_fit),
                shares = shares, location = location, clustered = clustered,
                welch = list(left = left, stayed = stayed, difference = c(mean(left) - mean(stayed), welch$conf.int))),
           file.path(here, "expected.json"), digits = NA, auto_unbox = TRUE)

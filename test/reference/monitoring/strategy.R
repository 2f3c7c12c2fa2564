# Does the pairing strategy work (statistics.md §8)? Run in this folder: Rscript strategy.R
# R 4.2.2. HC3 by hand, as sandwich::vcovHC(type = "HC3") defines it.
source("record.R")

hc3 <- function(m) {
  X <- model.matrix(m); h <- hatvalues(m); e <- resid(m); B <- solve(crossprod(X))
  sqrt(diag(B %*% t(X) %*% diag((e / (1 - h))^2) %*% X %*% B))
}
bw <- function(r, n) tanh(atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / (n - 3)))

k <- 1:48
x <- 3 + (k * 7) %% 5 + (k %% 3) / 2
request <- ((k * 37) %% 101) / 100
profile <- ((k * 53) %% 89) / 88
compatibility <- ((k * 29) %% 61) / 60
y <- 0.6 * x + 2 * request - 0.4 * profile + ((k * 17) %% 13) / 4
m <- lm(y ~ x + request + profile + compatibility)
ref("ols.estimate", coef(m)[-1])
ref("ols.hc3", hc3(m)[-1])
ref("ols.ci", c(rbind(coef(m) - qt(.975, 43) * hc3(m), coef(m) + qt(.975, 43) * hc3(m)))[-(1:2)])
ref("ols.p", 2 * pt(-abs(coef(m) / hc3(m)), 43)[-1])

# A column far from zero.
far <- 1e4 + k / 7
ref("far.estimate", coef(lm(y ~ far, tol = 1e-20))[2])

ref("spearman.rho", cor(request, y, method = "spearman"))
ref("spearman.ci", bw(cor(request, y, method = "spearman"), 48))
ties <- round(y)
ref("ties.rho", cor(x, ties, method = "spearman"))
ref("ties.ci", bw(cor(x, ties, method = "spearman"), 48))
write_refs("strategy.json")

# Change of one indicator (statistics.md §3). Run in this folder: Rscript change.R
# R 4.2.2, coin 1.4-2, metafor 3.8-1 (Debian 12).
source("record.R")
suppressMessages({ library(coin); library(metafor); library(MASS) })

nct <- function(t, n) {
  f <- function(q) uniroot(function(l) suppressWarnings(pt(t, n - 1, l)) - q, t + c(-1, 1) * (12 + abs(t)), tol = 1e-13)$root
  c(f(.975), f(.025))
}
J <- function(m) exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))
hl <- function(d) {
  n <- length(d); o <- outer(d, d, "+") / 2; W <- sort(o[lower.tri(o, TRUE)])
  K <- if (n <= 200) max(1, qsignrank(.025, n)) else floor(n * (n + 1) / 4 - qnorm(.975) * sqrt(n * (n + 1) * (2 * n + 1) / 24))
  c(median(W), W[K], W[length(W) + 1 - K])
}
# Differences rounded first: floating point makes false non-ties.
exact <- function(x, y) pvalue(wilcoxsign_test(d ~ z, data.frame(d = round(y - x, 9), z = 0), distribution = "exact", zero.method = "Wilcoxon"))
case <- function(name, x, y) {
  assign("x", x, globalenv()); assign("y", y, globalenv()); assign("d", y - x, globalenv()); assign("n", length(x), globalenv())
  assign("sav", sqrt((var(x) + var(y)) / 2), globalenv()); assign("t", mean(y - x) / sd(y - x) * sqrt(length(x)), globalenv())
  p <- function(what) paste(name, what, sep = ".")
  eval.parent(substitute({
    ref(p1, mean(d)); ref(p2, sd(d)); ref(p3, t.test(d)$conf.int); ref(p4, t.test(d)$statistic); ref(p5, t.test(d)$p.value)
    ref(p6, d_z <- mean(d) / sd(d)); ref(p7, nct(t, n) / sqrt(n)); ref(p8, mean(d) / sav * J(n - 1)); ref(p9, nct(t, n) / sqrt(n) * sd(d) / sav)
    ref(p10, c(escalc("SMCR", m1i = mean(y), m2i = mean(x), sd1i = sd(x), ni = n, ri = cor(x, y), vtype = "LS")$yi, escalc("SMCR", m1i = mean(y), m2i = mean(x), sd1i = sd(x), ni = n, ri = cor(x, y), vtype = "LS")$vi))
    ref(p11, hl(round(d, 9))); ref(p12, exact(x, y)); ref(p13, c(mean(x), sd(x), quantile(x, c(.5, .25, .75)))); ref(p14, c(mean(y), sd(y), quantile(y, c(.5, .25, .75)))); ref(p15, cor(x, y))
    ref(p16, { r <- rank(abs(round(d, 9)[d != 0])); s <- sign(d[d != 0]); c(sum(r[s > 0]), length(r), (sum(r[s > 0]) - sum(r[s < 0])) / sum(r)) })
  }, setNames(lapply(c("mean", "sd", "ci", "t", "p", "dz", "dzCi", "gav", "gavCi", "smcr", "hl", "exact", "entry", "exit", "r", "w"), p), paste0("p", 1:16))))
}
case("sleep", sleep$extra[sleep$group == 1], sleep$extra[sleep$group == 2])
ft <- anorexia[anorexia$Treat == "FT", ]
case("anorexia", ft$Prewt, ft$Postwt)
# A 1-10 rating with many ties and zeros, made up.
case("rating", c(3, 5, 6, 4, 7, 8, 5, 5, 2, 6, 7, 4, 5, 9, 6, 3, 4, 8, 7, 5, 6, 2, 5, 4), c(5, 5, 8, 6, 7, 9, 4, 7, 5, 6, 8, 6, 4, 9, 8, 5, 4, 7, 9, 6, 8, 4, 5, 6))
# Decimal marks whose differences are false non-ties in floating point.
case("marks", c(3.1, 3.2, 3.3, 3.4, 3.5, 3.6, 3.7, 4.1, 4.3, 4.6, 2.9, 3.8), c(3.4, 3.5, 3.6, 3.1, 3.8, 3.9, 3.7, 4.4, 4.0, 4.9, 3.3, 4.2))
k <- 1:150
case("long", (k * 37) %% 11, (k * 53) %% 13 + (k %% 3))
k <- 1:230; x <- (k * 37) %% 11; y <- (k * 53) %% 13; d <- y - x; n <- 230
ref("big.normal", wilcox.test(d, exact = FALSE, correct = TRUE)$p.value)
ref("big.hl", hl(d))
d <- c(-1.1, 0.4, 2.3, 3.7, 1.9, 0.8, -0.3, 2.2)
ref("untied.exact", wilcox.test(d, exact = TRUE)$p.value)
ref("untied.w", wilcox.test(d, exact = TRUE)$statistic)

for (a in list(c(4.06212768338, 10), c(0.3, 5), c(-2, 2), c(0, 12), c(20, 200), c(30, 8), c(1, 30)))
  eval(substitute(ref(NAME, nct(T0, N0)), list(NAME = paste0("nct.", a[1], ".", a[2]), T0 = a[1], N0 = a[2])))
ref("J", J(c(2, 9, 16, 29, 299, 301, 302)))
ref("qsignrank", qsignrank(.025, c(6, 10, 50, 200)))

ref("wilson", prop.test(7, 24, correct = FALSE)$conf.int)
ref("wilson.none", prop.test(0, 24, correct = FALSE)$conf.int)
ref("wilson.all", prop.test(24, 24, correct = FALSE)$conf.int)
ref("mcnemar.agresti", binom.test(86, 86 + 150)$p.value)
ref("mcnemar.small", binom.test(2, 2 + 9)$p.value)
ref("holm", p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.2), "holm"))

# CR2 of a mean, by the definition with matrices (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018), identity working model.
cr2 <- function(d, g) {
  n <- length(d); X <- matrix(1, n, 1); M <- solve(crossprod(X)); H <- X %*% M %*% t(X); e <- d - mean(d); V <- 0; P <- list()
  for (u in unique(g)) {
    i <- which(g == u); B <- diag(length(i)) - H[i, i, drop = FALSE]; E <- eigen(B, symmetric = TRUE)
    A <- E$vectors %*% diag(1 / sqrt(E$values), length(i)) %*% t(E$vectors)
    V <- V + (M %*% t(X[i, , drop = FALSE]) %*% A %*% e[i])^2
    P[[length(P) + 1]] <- t(diag(n) - H)[, i, drop = FALSE] %*% A %*% X[i, , drop = FALSE] %*% M
  }
  G <- do.call(cbind, P); O <- crossprod(G)
  c(V, sum(diag(O))^2 / sum(O^2))
}
d <- c(2, 1, 0, 3, 2, -1, 0, 1, 4, 2, 1, 0); g <- c(1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 5, 5)
ref("cr2", cr2(d, g))
ref("cr2.ci", { v <- cr2(d, g); mean(d) + c(-1, 1) * qt(.975, v[2]) * sqrt(v[1]) })
ref("cr2.p", { v <- cr2(d, g); 2 * pt(-abs(mean(d) / sqrt(v[1])), v[2]) })

a <- anorexia[anorexia$Treat != "CBT", ]; group <- as.numeric(a$Treat == "FT")
m <- lm(Postwt ~ Prewt + group, a)
ref("ancova", c(coef(m)["group"], confint(m)["group", ], summary(m)$coefficients["group", 4]))
ref("hedges.g", escalc("SMD", m1i = 5.2, sd1i = 1.1, n1i = 14, m2i = 4.6, sd2i = 1.4, n2i = 6, vtype = "LS")$yi)
a <- attitude
ref("alpha", { k <- 7; v <- cov(a); k / (k - 1) * (1 - sum(diag(v)) / sum(v)) })
ref("alpha.ci", { k <- 7; v <- cov(a); al <- k / (k - 1) * (1 - sum(diag(v)) / sum(v)); n <- 30; 1 - (1 - al) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1)) })
ref("pf", pf(c(2, 50), 3, 20, lower.tail = FALSE))
ref("pt", 2 * pt(-12, 1000))
ref("pchisq", pchisq(c(3, 200), 5, lower.tail = FALSE))
write_refs("change.json")

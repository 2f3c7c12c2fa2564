# A region of six organisations from pairs to the pool (statistics.md §5). Run in this folder: Rscript region.R
# R 4.2.2, metafor 3.8-1 (Debian 12).
source("record.R")
suppressMessages(library(metafor))
# CR2 of a mean, as in change.R
cr2 <- function(d, g) {
  n <- length(d); X <- matrix(1, n, 1); M <- solve(crossprod(X)); H <- X %*% M %*% t(X); e <- d - mean(d); V <- 0; P <- list()
  for (u in unique(g)) {
    i <- which(g == u); B <- diag(length(i)) - H[i, i, drop = FALSE]; E <- eigen(B, symmetric = TRUE)
    A <- E$vectors %*% diag(1 / sqrt(E$values), length(i)) %*% t(E$vectors)
    V <- V + (M %*% t(X[i, , drop = FALSE]) %*% A %*% e[i])^2
    P[[length(P) + 1]] <- t(diag(n) - H)[, i, drop = FALSE] %*% A %*% X[i, , drop = FALSE] %*% M
  }
  O <- crossprod(do.call(cbind, P)); c(V, sum(diag(O))^2 / sum(O^2))
}
pairs <- do.call(rbind, lapply(1:6, function(o) {
  i <- 1:(20 + 5 * o); x <- (i * 7 + o * 3) %% 10 + 1
  data.frame(o = o, m = paste(o, (i - 1) %/% 3), x = x, y = x + (i * 5 + o) %% 4 - 1 + o %% 3)
}))
pairs$d <- pairs$y - pairs$x
v <- cr2(pairs$d, pairs$o)
ref("union", c(nrow(pairs), mean(pairs$x), sd(pairs$x), mean(pairs$y), sd(pairs$y), mean(pairs$d), sd(pairs$d)))
ref("union.ci", mean(pairs$d) + c(-1, 1) * qt(.975, v[2]) * sqrt(v[1]))
yi <- sapply(1:6, function(k) mean(pairs$d[pairs$o == k]))
vi <- sapply(1:6, function(k) cr2(pairs$d[pairs$o == k], pairs$m[pairs$o == k])[1])
df <- sapply(1:6, function(k) cr2(pairs$d[pairs$o == k], pairs$m[pairs$o == k])[2])
ref("yi", yi); ref("vi", vi); ref("cell.ci", c(rbind(yi - qt(.975, df) * sqrt(vi), yi + qt(.975, df) * sqrt(vi))))
r <- rma(yi, vi, method = "REML", test = "adhoc", control = list(threshold = 1e-14, maxiter = 1e5))
ref("pooled", c(r$beta, r$se, r$ci.lb, r$ci.ub, r$pval, r$tau2, r$I2, r$QE, r$QEp))
ref("tau2Ci", confint(r, control = list(tol = 1e-13))$random[1, 2:3])
ref("pi", c(predict(r)$pi.lb, predict(r)$pi.ub))
ref("shrunken", blup(r)$pred)
s <- do.call(rbind, lapply(1:6, function(k) { q <- pairs[pairs$o == k, ]; escalc("SMCR", m1i = mean(q$y), m2i = mean(q$x), sd1i = sd(q$x), ni = nrow(q), ri = cor(q$x, q$y), vtype = "LS") }))
r <- rma(s$yi, s$vi, method = "REML", test = "adhoc", control = list(threshold = 1e-14, maxiter = 1e5))
ref("smcr", c(r$beta, r$se, r$ci.lb, r$ci.ub, r$tau2))
write_refs("region.json")

# Random effects (statistics.md §5). Run in this folder: Rscript pooling.R
# R 4.2.2, metafor 3.8-1, metadat 1.2-0 (Debian 12).
source("record.R")
suppressMessages(library(metafor))
# A threshold below the last bit of a large tau2 cannot be met, hence the third argument.
pool <- function(name, yi, vi, threshold = 1e-14) {
  assign("threshold", threshold, globalenv())
  assign("yi", yi, globalenv()); assign("vi", vi, globalenv())
  eval.parent(substitute({
    ref(p1, yi); ref(p2, vi)
    r <- rma(yi, vi, method = "REML", test = "adhoc", control = list(threshold = threshold, maxiter = 1e5))
    assign("r", r, globalenv())
    ref(p3, c(r$beta, r$se, r$ci.lb, r$ci.ub, r$pval)); ref(p4, r$tau2)
    ref(p5, confint(r, control = list(tol = 1e-13, tau2.max = 1e5))$random[1, 2:3])
    ref(p6, r$I2); ref(p7, c(r$QE, r$QEp)); ref(p8, { q <- predict(r); c(q$pi.lb, q$pi.ub) }); ref(p9, blup(r)$pred); ref(p10, c(rbind(blup(r)$pi.lb, blup(r)$pi.ub)))
  }, setNames(lapply(c("yi", "vi", "mean", "tau2", "tau2Ci", "i2", "q", "pi", "blup", "blupCi"), function(w) paste(name, w, sep = ".")), paste0("p", 1:10))))
}
b <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
pool("bcg", as.numeric(b$yi), as.numeric(b$vi))
b <- dat.bangertdrowns2004; pool("bangertdrowns", as.numeric(b$yi), as.numeric(b$vi))
b <- dat.hackshaw1998; pool("hackshaw", as.numeric(b$yi), as.numeric(b$vi))
b <- escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999); pool("normand", as.numeric(b$yi), as.numeric(b$vi), 1e-12)
pool("two", c(1.2, 0.4), c(0.05, 0.08))
pool("same", c(0.5, 0.51, 0.49, 0.5, 0.505), c(0.1, 0.2, 0.15, 0.12, 0.3))
pool("wild", c(-40, 3, 55, 120, -7, 18), c(0.2, 0.01, 0.5, 0.3, 0.04, 0.1))
write_refs("pooling.json")

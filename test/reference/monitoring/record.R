# Keeps every reference number beside the call that gave it.
# Usage in a script: source("record.R"); ref("name", expression); write_refs("file.json")
options(digits = 17)
refs <- list()
ref <- function(name, expr) {
  call <- paste(trimws(deparse(substitute(expr), width.cutoff = 500L)), collapse = " ")
  value <- as.numeric(eval(substitute(expr), parent.frame()))
  refs[[name]] <<- list(call = call, value = value)
}
number <- function(v) ifelse(is.na(v), "null", ifelse(is.infinite(v), ifelse(v > 0, "1e999", "-1e999"), sprintf("%.17g", v)))
write_refs <- function(file) {
  quoted <- function(s) paste0('"', gsub('"', '\\\\"', gsub("\\\\", "\\\\\\\\", s)), '"')
  rows <- vapply(names(refs), function(name) {
    r <- refs[[name]]
    value <- if (length(r$value) == 1) number(r$value) else paste0("[", paste(number(r$value), collapse = ", "), "]")
    paste0("  ", quoted(name), ": { \"call\": ", quoted(r$call), ", \"value\": ", value, " }")
  }, "")
  writeLines(c("{", paste(rows, collapse = ",\n"), "}"), file)
}

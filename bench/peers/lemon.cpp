// LEMON's minimum-cost flow on a benchmark instance (../matching/instances/instance-file.ts describes the file).
//
//   lemon FILE ALGORITHM NETWORK COST [REPEATS [BUDGET]]
//
//   ALGORITHM  network-simplex | cost-scaling
//   NETWORK    slack: mentor -> root arcs take what is not used; a mentee left out flows to the root
//              fold:  mentors demand at most their places (GEQ supplies), no slack arcs
//              equal: everybody is matched (squares with every pair), no root
//   COST       int | long
//
// Prints {"ready": s} before the first solve, then {"cpuSeconds": [...], "rssMb": r, "answer": {"matched": m, "points": p}}.
// Only run() is timed; reading the file and building the graph are not. Solves again until BUDGET processor seconds
// or REPEATS solves are reached.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

using Graph = lemon::SmartDigraph;

struct Instance {
  int rows, columns, pairs, maxPoints;
  std::vector<int32_t> capacity, start, column, points;
};

static std::vector<int32_t> readWords(std::ifstream& in, size_t count) {
  std::vector<int32_t> words(count);
  in.read(reinterpret_cast<char*>(words.data()), static_cast<std::streamsize>(count * 4));
  if (!in) throw std::runtime_error("the file is too short");
  return words;
}

static Instance readInstance(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const auto header = readWords(in, 8);
  if (header[0] != 0x3149424e) throw std::runtime_error(path + " is no benchmark instance");
  Instance x{header[1], header[2], header[3], header[4], {}, {}, {}, {}};
  x.capacity = readWords(in, x.columns);
  x.start = readWords(in, static_cast<size_t>(x.rows) + 1);
  x.column = readWords(in, x.pairs);
  x.points = readWords(in, x.pairs);
  return x;
}

static double cpuSeconds() {
  rusage use;
  getrusage(RUSAGE_SELF, &use);
  return use.ru_utime.tv_sec + use.ru_stime.tv_sec + 1e-6 * (use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

static double peakMb() {
  rusage use;
  getrusage(RUSAGE_SELF, &use);
  return use.ru_maxrss / 1024.0;
}

struct Options {
  std::string network;
  int repeats;
  double budget;
};

template <typename Cost>
struct Network {
  Graph graph;
  Graph::ArcMap<Cost> cost;
  Graph::ArcMap<int> capacity;
  Graph::NodeMap<int> supply;
  Network() : cost(graph), capacity(graph), supply(graph, 0) {}

  void add(Graph::Node from, Graph::Node to, Cost c, int places) {
    const auto arc = graph.addArc(from, to);
    cost[arc] = c;
    capacity[arc] = places;
  }
};

// Arcs of the pairs come first, in the file's order, so that arc k is pair k.
template <typename Cost>
static void build(const Instance& x, const std::string& kind, Network<Cost>& net) {
  const bool root = kind != "equal";
  net.graph.reserveNode(x.rows + x.columns + 1);
  net.graph.reserveArc(static_cast<int>(x.pairs) + (root ? x.rows + x.columns : 0));
  std::vector<Graph::Node> mentee(x.rows), mentor(x.columns);
  for (auto& node : mentee) net.supply[node = net.graph.addNode()] = 1;
  for (int j = 0; j < x.columns; ++j) {
    mentor[j] = net.graph.addNode();
    net.supply[mentor[j]] = kind == "slack" ? 0 : -x.capacity[j];
  }
  for (int i = 0; i < x.rows; ++i)
    for (int at = x.start[i]; at < x.start[i + 1]; ++at)
      net.add(mentee[i], mentor[x.column[at]], static_cast<Cost>(x.maxPoints - x.points[at]), 1);
  if (!root) return;
  const auto leftOut = net.graph.addNode();
  net.supply[leftOut] = -x.rows;
  // 1 + maxPoints * rows above any pair's cost: the matched count comes first.
  const Cost penalty = static_cast<Cost>(1) + static_cast<Cost>(x.maxPoints) * (static_cast<Cost>(x.rows) + 1);
  for (int i = 0; i < x.rows; ++i) net.add(mentee[i], leftOut, penalty, 1);
  if (kind == "slack")
    for (int j = 0; j < x.columns; ++j) net.add(mentor[j], leftOut, 0, x.capacity[j]);
}

template <typename Solver>
static bool isOptimal(typename Solver::ProblemType type) {
  return type == Solver::OPTIMAL;
}

template <typename Solver, typename Cost>
static int contest(const Instance& x, const Options& options) {
  Network<Cost> net;
  build(x, options.network, net);
  std::vector<double> seconds;
  double total = 0;
  long long matched = 0, points = 0;
  while (static_cast<int>(seconds.size()) < options.repeats && (seconds.empty() || total < options.budget)) {
    Solver solver(net.graph);
    solver.upperMap(net.capacity).costMap(net.cost).supplyMap(net.supply);
    if (seconds.empty()) {
      std::printf("{\"ready\": %.6f}\n", cpuSeconds());
      std::fflush(stdout);
    }
    const double before = cpuSeconds();
    const auto type = solver.run();
    seconds.push_back(cpuSeconds() - before);
    total += seconds.back();
    if (!isOptimal<Solver>(type)) throw std::runtime_error("no optimum");
    matched = points = 0;
    for (int k = 0; k < x.pairs; ++k) {
      if (solver.flow(net.graph.arcFromId(k)) == 0) continue;
      ++matched;
      points += x.points[k];
    }
  }
  std::printf("{\"cpuSeconds\": [");
  for (size_t k = 0; k < seconds.size(); ++k) std::printf("%s%.6f", k ? ", " : "", seconds[k]);
  std::printf("], \"rssMb\": %.1f, \"answer\": {\"matched\": %lld, \"points\": %lld}}\n", peakMb(), matched, points);
  return 0;
}

template <typename Cost>
static int choose(const Instance& x, const std::string& algorithm, const Options& options) {
  if (algorithm == "network-simplex") return contest<lemon::NetworkSimplex<Graph, int, Cost>, Cost>(x, options);
  if (algorithm == "cost-scaling") return contest<lemon::CostScaling<Graph, int, Cost>, Cost>(x, options);
  throw std::runtime_error("unknown algorithm " + algorithm);
}

int main(int argc, char** argv) {
  if (argc < 5) {
    std::cerr << "usage: lemon FILE ALGORITHM NETWORK COST [REPEATS [BUDGET]]\n";
    return 2;
  }
  try {
    const Options options{argv[3], argc > 5 ? std::atoi(argv[5]) : 1, argc > 6 ? std::atof(argv[6]) : 0};
    const Instance x = readInstance(argv[1]);
    return std::string(argv[4]) == "int" ? choose<int>(x, argv[2], options)
                                         : choose<long long>(x, argv[2], options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}

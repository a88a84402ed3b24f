// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0
#include "litmus/generate/families.hpp"

#include <array>

namespace engram::model::litmus {
namespace {

// Names as in Alglave, Maranget, Sarkar, Sewell: "Litmus: running tests against hardware" (TACAS
// 2011) and Alglave, Maranget, Tautschnig: "Herding cats" (TOPLAS 2014).
constexpr std::array table = {
    // Two threads, two locations.
    shape{"MP", "Wx=1 Wy=1 | Ry?1 Rx?0", "", variation::full},  // message passing
    shape{"SB", "Wx=1 Ry?0 | Wy=1 Rx?0", "", variation::full},  // store buffering
    shape{"LB", "Rx?1 Wy=1 | Ry?1 Wx=1", "", variation::full},  // load buffering
    shape{"S", "Wx=2 Wy=1 | Ry?1 Wx=1", "x=2", variation::full},
    shape{"R", "Wx=1 Wy=1 | Wy=2 Rx?0", "y=2", variation::full},
    shape{"2+2W", "Wx=1 Wy=2 | Wy=1 Wx=2", "x=1 y=1", variation::full},

    // Three and four threads.
    shape{"WRC", "Wx=1 | Rx?1 Wy=1 | Ry?1 Rx?0"},  // write to read causality
    shape{"WWC", "Wx=2 | Rx?2 Wy=1 | Ry?1 Wx=1", "x=2"},
    shape{"RWC", "Wx=1 | Rx?1 Ry?0 | Wy=1 Rx?0"},  // read to write causality
    shape{"W+RWC", "Wx=1 Wy=1 | Ry?1 Rz?0 | Wz=1 Rx?0"},
    shape{"ISA2", "Wx=1 Wy=1 | Ry?1 Wz=1 | Rz?1 Rx?0"},
    shape{"Z6.0", "Wx=1 Wy=1 | Ry?1 Wz=1 | Wz=2 Rx?0", "z=2"},
    shape{"Z6.1", "Wx=2 Wy=1 | Wy=2 Wz=1 | Rz?1 Wx=1", "x=2 y=2"},
    shape{"Z6.2", "Wx=2 Wy=1 | Ry?1 Wz=1 | Rz?1 Wx=1", "x=2"},
    shape{"Z6.3", "Wx=1 Wy=1 | Wy=2 Wz=1 | Rz?1 Rx?0", "y=2"},
    shape{"Z6.4", "Wx=1 Wy=1 | Wy=2 Rz?0 | Wz=1 Rx?0", "y=2"},
    shape{"Z6.5", "Wx=1 Wy=1 | Wy=2 Wz=1 | Wz=2 Rx?0", "y=2 z=2"},
    shape{"3.2W", "Wx=2 Wy=1 | Wy=2 Wz=1 | Wz=2 Wx=1", "x=2 y=2 z=2"},
    shape{"3.SB", "Wx=1 Ry?0 | Wy=1 Rz?0 | Wz=1 Rx?0"},
    shape{"3.LB", "Rx?1 Wy=1 | Ry?1 Wz=1 | Rz?1 Wx=1"},
    shape{"IRIW", "Wx=1 | Rx?1 Ry?0 | Wy=1 | Ry?1 Rx?0"},  // independent reads, independent writes
    shape{"IRRWIW", "Wx=2 | Rx?2 Ry?0 | Wy=1 | Ry?1 Wx=1", "x=2"},
    shape{"IRWIW", "Wx=2 | Rx?2 Wy=1 | Wy=2 | Ry?2 Wx=1", "x=2 y=2"},

    // Coherence: one location.
    shape{"CoWW", "Wx=1 Wx=2", "x=1", variation::full},
    shape{"CoRR", "Wx=1 | Rx?1 Rx?0", "", variation::full},
    shape{"CoRR2", "Wx=1 | Wx=2 | Rx?1 Rx?2 | Rx?2 Rx?1"},
    shape{"CoRW1", "Rx?1 Wx=1", "", variation::full},
    shape{"CoRW2", "Wx=1 | Rx?1 Wx=2", "x=1", variation::full},
    shape{"CoWR", "Wx=1 | Wx=2 Rx?1", "x=2", variation::full},
    shape{"CoWR0", "Wx=1 Rx?0", "", variation::full},
    shape{"CoRRA", "Ax+1?0 | Rx?1 Rx?0", "", variation::full},

    // Read-modify-writes: atomic, and what continues a release sequence.
    shape{"2A", "Ax+1?0 | Ax+1?0"},  // two increments of the same value
    shape{"3A", "Ax+1?0 | Ax+1?1 | Ax+1?1"},
    shape{"2X", "Xx=1?0 | Xx=2?0"},
    shape{"2C", "Cx0=1?1 | Cx0=2?1"},            // two compare-exchanges that both win
    shape{"2C0", "Cx0=1?0 | Cx0=2?0"},           // two that both lose
    shape{"A+W", "Ax+2?0 | Wx=1", "x=2"},        // a store between the halves would be lost
    shape{"SB+A", "Ax+1?0 Ry?0 | Ay+1?0 Rx?0"},  // store buffering by read-modify-writes
    shape{"LB+A", "Ax+1?1 Wy=1 | Ry?1 Wx=1"},
    shape{"MP+A", "Wx=1 Wy=1 | Ay+1?1 | Ry?2 Rx?0", "", variation::full},
    shape{"MP+X", "Wx=1 Wy=1 | Xy=2?1 | Ry?2 Rx?0"},
    shape{"MP+C", "Wx=1 Wy=1 | Cy1=2?1 | Ry?2 Rx?0"},
    shape{"MP+2A", "Wx=1 Wy=1 | Ay+1?1 | Ay+1?2 | Ry?3 Rx?0"},
    shape{"MP+AA", "Wx=1 Wy=1 | Ay+1?1 Ay+1?2 | Ry?3 Rx?0"},
    shape{"MP+A.own", "Wx=1 Wy=1 Ay+1?1 | Ry?2 Rx?0", "", variation::full},
    shape{"MP+W.own", "Wx=1 Wy=1 Wy=2 | Ry?2 Rx?0", "", variation::full},  // C++11 forbade it
    shape{"MP+W", "Wx=1 Wy=1 | Ry?1 Wy=2 | Ry?2 Rx?0"},
    shape{"MP+CAS.read", "Wx=1 Wy=1 | Cy1=2?1 Rx?0", "", variation::full},
    shape{"MP+CAS.fail", "Wx=1 Wy=1 | Cy0=2?0 Rx?0", "", variation::full},
    shape{"ISA2+A", "Wx=1 Ay+1?0 | Ry?1 Az+1?0 | Rz?1 Rx?0"},
    shape{"R+A", "Wx=1 Ay+1?0 | Xy=2?1 Rx?0", "y=2", variation::full},
    shape{"2+2W+A", "Wx=1 Xy=2?1 | Wy=1 Xx=2?1", "x=2 y=2"},
};

}  // namespace

std::span<const shape> shapes() { return table; }

}  // namespace engram::model::litmus

// SPDX-FileCopyrightText: 2026 The Engram Telemetry authors
// SPDX-License-Identifier: Apache-2.0

// Each kind of mistake is found, and its correct twin is not.
#include "outcomes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <model/atomic.hpp>
#include <model/thread.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>

namespace engram::model::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;
constexpr auto seq_cst = std::memory_order_seq_cst;

std::string failure_of(const std::function<void()>& body, const options& how = {}) {
  const auto seen = check(how, body);
  EXPECT_TRUE(seen.failure || seen.exhausted);
  return what_failed(seen);
}

std::function<void()> publication(std::memory_order store, std::memory_order load) {
  return [=] {
    var<int> payload;
    atomic<bool> ready{false};
    thread writer([&] {
      payload.set(1);
      ready.store(true, store);
    });
    if (ready.load(load)) require(payload.get() == 1, "it is seen");
    writer.join();
  };
}

TEST(Detection, PlainDataBehindAReleaseAndAnAcquireIsOrdered) {
  EXPECT_THAT(failure_of(publication(release, acquire)), IsEmpty());
}
TEST(Detection, PlainDataBehindARelaxedStoreOrLoadIsARace) {
  EXPECT_THAT(failure_of(publication(relaxed, acquire)), HasSubstr("data race: thread 0 reads"));
  EXPECT_THAT(failure_of(publication(release, relaxed)), HasSubstr("data race: thread 0 reads"));
}

TEST(Detection, TwoUnorderedWritesAreARace) {
  EXPECT_THAT(failure_of([] {
                var<int> data;
                thread other([&] { data.set(1); });
                data.set(2);
                other.join();
              }),
              HasSubstr("data race"));
}
TEST(Detection, AWriteAfterAnUnorderedReadIsARace) {
  EXPECT_THAT(failure_of([] {
                var<int> data;
                atomic<int> order{0};
                thread other([&] {
                  data.get();
                  order.store(1, relaxed);
                });
                if (order.load(relaxed) == 1) data.set(2);
                other.join();
              }),
              HasSubstr("data race: thread 0 writes"));
}
TEST(Detection, ReadsDoNotRace) {
  EXPECT_THAT(failure_of([] {
                var<int> data;
                thread other([&] { data.get(); });
                data.get();
                other.join();
              }),
              IsEmpty());
}

TEST(Detection, AnAtomicPublishedWithoutOrderIsARaceWithItsConstruction) {
  const auto body = [](std::memory_order store, std::memory_order load) {
    return [=] {
      atomic<atomic<int>*> head{nullptr};
      std::unique_ptr<atomic<int>> owner;
      thread maker([&] {
        owner = std::make_unique<atomic<int>>(7);
        head.store(owner.get(), store);
      });
      if (auto* found = head.load(load)) require(found->load(relaxed) == 7, "it is made");
      maker.join();
    };
  };
  EXPECT_THAT(failure_of(body(release, acquire)), IsEmpty());
  EXPECT_THAT(failure_of(body(relaxed, acquire)), HasSubstr("its construction by thread 1"));
}

TEST(Detection, MemoryFromReserveIsItsOwnersUntilPublished) {
  const auto body = [](std::memory_order store) {
    return [=] {
      atomic<atomic<int>*> head{nullptr};
      thread maker([&] {
        head.store(static_cast<atomic<int>*>(hooks::reserve(sizeof(atomic<int>))), store);
      });
      if (auto* found = head.load(acquire)) require(found->load(relaxed) == 0, "it is zero");
      maker.join();
    };
  };
  EXPECT_THAT(failure_of(body(release)), IsEmpty());
  EXPECT_THAT(failure_of(body(relaxed)), HasSubstr("data race"));
}

TEST(Detection, UseAfterDestructionIsFoundInEitherOrder) {
  EXPECT_THAT(failure_of([] {
                auto shared = std::make_unique<atomic<int>>(0);
                thread other([at = shared.get()] { at->store(1, relaxed); });
                shared.reset();
                other.join();
              }),
              HasSubstr("destroyed"));
}

TEST(Detection, WhatIsNotFreedIsALeak) {
  const auto body = [] { static_cast<void>(std::make_unique<atomic<int>>(0).release()); };
  EXPECT_THAT(failure_of(body), HasSubstr("leak: 1 allocation"));
  EXPECT_THAT(failure_of(body, {.leaks_allowed = true}), IsEmpty());
}

TEST(Detection, LocksTakenCrosswiseAreADeadlock) {
  const auto body = [](bool crosswise) {
    return [=] {
      mutex a;
      mutex b;
      thread other([&] {
        (crosswise ? b : a).lock();
        (crosswise ? a : b).lock();
        a.unlock();
        b.unlock();
      });
      a.lock();
      b.lock();
      b.unlock();
      a.unlock();
      other.join();
    };
  };
  EXPECT_THAT(failure_of(body(false)), IsEmpty());
  EXPECT_THAT(failure_of(body(true)), HasSubstr("deadlock: thread 0 at lock"));
}

TEST(Detection, ANotificationBeforeTheWaitIsLost) {
  const auto body = [](bool flag) {
    return [=] {
      mutex lock;
      condition ready;
      bool is_ready = false;
      thread other([&] {
        {
          const std::lock_guard held(lock);
          is_ready = true;
        }
        ready.notify_one();
      });
      std::unique_lock held(lock);
      flag ? ready.wait(held, [&] { return is_ready; }) : ready.wait(held);
      held.unlock();
      other.join();
    };
  };
  EXPECT_THAT(failure_of(body(true)), IsEmpty());
  EXPECT_THAT(failure_of(body(false)), HasSubstr("deadlock"));
}

TEST(Detection, AnAtomicWaitNeedsItsNotification) {
  const auto body = [](bool notify) {
    return [=] {
      atomic<int> word{0};
      thread other([&] {
        word.store(1, release);
        if (notify) word.notify_all();
      });
      word.wait(0, acquire);
      require(word.load(acquire) == 1, "it waited");
      other.join();
    };
  };
  EXPECT_THAT(failure_of(body(true)), IsEmpty());
  EXPECT_THAT(failure_of(body(false)), HasSubstr("deadlock"));
}

TEST(Detection, ASpinThatNobodyEndsIsALivelock) {
  const auto body = [](bool ends) {
    return [=] {
      atomic<int> word{0};
      thread other([&] {
        if (ends) word.store(1, release);
      });
      while (word.load(acquire) == 0) yield();
      other.join();
    };
  };
  EXPECT_THAT(failure_of(body(true)), IsEmpty());
  EXPECT_THAT(failure_of(body(false)), HasSubstr("livelock"));
}

TEST(Detection, SeqCstMixedWithWeakerOrdersIsRejected) {
  EXPECT_THAT(failure_of([] {
                atomic<int> word{0};
                word.store(1, seq_cst);
                word.load(relaxed);
              }),
              HasSubstr("seq_cst is mixed with weaker orders"));
}

TEST(Detection, AnExceptionThatLeavesAThreadIsAFailure) {
  EXPECT_THAT(failure_of([] { throw std::runtime_error("lost"); }), HasSubstr("lost"));
}

TEST(Detection, AMutexIsUnlockedByItsHolder) {
  EXPECT_THAT(failure_of([] {
                mutex lock;
                lock.unlock();
              }),
              HasSubstr("does not hold"));
}

TEST(Detection, TooManyThreadsAreRefused) {
  EXPECT_THAT(failure_of([] {
                for (int i = 0; i < 8; ++i) thread([] {}).join();
              }),
              HasSubstr("more than 8 threads"));
}

}  // namespace
}  // namespace engram::model::testing

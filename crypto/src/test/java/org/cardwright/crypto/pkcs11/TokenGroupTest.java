package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.pkcs11.TokenHealth.State;
import org.cardwright.sample.SoftHsmTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two tokens as one: what is lost, what goes stale, and how it comes back. */
class TokenGroupTest {

    private static final String TDES = "0123456789ABCDEFFEDCBA9876543210";
    private static final int ENOUGH = 400;

    private SoftHsmTokens tokens;
    private TokenGroup group;
    private TokenKeyName key;

    @BeforeEach
    void open(@TempDir Path directory) {
        tokens = TestTokens.make(directory, "left", "right");
        group = TestTokens.open("left", "right");
        key = TestTokens.lasting(group, "imk", TokenKeyType.DES2, TDES, TokenKeyUse.ENCRYPT);
    }

    @AfterEach
    void close() {
        if (tokens != null) {
            group.close();
            tokens.close();
        }
    }

    private String work() {
        return group.run(session -> session.checkValue(session.find(key)).toHex());
    }

    private Set<String> usedTokens() {
        Set<String> used = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            used.add(group.run(session -> {
                session.encryptEcb(session.find(key), new byte[8]);
                return session.token();
            }));
        }
        return used;
    }

    @Test
    void both_tokens_are_used() {
        assertThat(usedTokens()).containsExactlyInAnyOrder("left", "right");
    }

    @Test
    void a_token_lost_under_load_reaches_no_caller_and_comes_back() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> load =
                    List.of(threads.submit(() -> load(stop, done)), threads.submit(() -> load(stop, done)));
            waitFor(done, ENOUGH);
            tokens.lose("left");
            waitFor(done, 2 * ENOUGH);
            assertThat(group.health()).extracting(TokenHealth::state).containsExactly(State.DOWN, State.UP);
            tokens.restore("left");
            List<TokenHealth> health = group.recover();
            assertThat(health).allMatch(TokenHealth::isUp);
            waitFor(done, 3 * ENOUGH);
            stop.set(true);
            assertThat(load.get(0).get() + load.get(1).get()).isEqualTo(done.get());
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
        assertThat(usedTokens()).containsExactlyInAnyOrder("left", "right");
    }

    private int load(AtomicBoolean stop, AtomicInteger done) {
        int right = 0;
        while (!stop.get()) {
            assertThat(work()).isEqualTo("08D7B4");
            right++;
            done.incrementAndGet();
        }
        return right;
    }

    private static void waitFor(AtomicInteger done, int wanted) throws InterruptedException {
        int from = done.get();
        for (int i = 0; i < 3000 && done.get() < from + wanted / 2; i++) {
            Thread.sleep(10);
        }
        assertThat(done.get()).isGreaterThanOrEqualTo(from + wanted / 2);
    }

    @Test
    void a_lost_token_is_named_down_with_the_reason_and_a_restored_one_waits_for_recovery() {
        tokens.lose("left");
        assertThat(usedTokens()).containsExactly("right");
        TokenHealth left = group.check().get(0);
        assertThat(left.state()).isEqualTo(State.DOWN);
        assertThat(left.lastFault()).isEqualTo("C_GetTokenInfo returned CKR_GENERAL_ERROR");
        tokens.restore("left");
        assertThat(group.check().get(0).state()).isEqualTo(State.DOWN);
        assertThat(group.recover()).allMatch(TokenHealth::isUp);
        assertThat(usedTokens()).containsExactlyInAnyOrder("left", "right");
    }

    @Test
    void without_any_token_work_is_unavailable_until_one_is_back() {
        tokens.lose("left");
        tokens.lose("right");
        assertThatThrownBy(this::work)
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        none -> assertThat(none.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageStartingWith("no token is left. token left: ");
        tokens.restore("right");
        assertThat(group.recover()).extracting(TokenHealth::state).containsExactly(State.DOWN, State.UP);
        assertThat(work()).isEqualTo("08D7B4");
    }

    @Test
    void a_key_on_one_token_only_is_found_there_and_one_on_none_is_refused() {
        for (int i = 0; i < 2; i++) {
            group.runOnce(session -> {
                if (session.token().equals("left") && session.holds(key)) {
                    session.delete(key);
                }
                return true;
            });
        }
        assertThat(work()).isEqualTo("08D7B4");
        assertThat(work()).isEqualTo("08D7B4");
        assertThat(group.health()).allMatch(TokenHealth::isUp);
        assertThatThrownBy(() -> group.run(session -> session.find(TokenKeyName.of("imk-other"))))
                .isInstanceOfSatisfying(
                        SecurityModuleException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.KEY_REFUSED))
                .hasMessageContaining("there is no key imk-other");
    }

    @Test
    void handles_and_sessions_of_the_past_are_made_new() {
        assertThat(usedTokens()).hasSize(2);
        try (TokenGroup other = TestTokens.open("left", "right")) {
            other.onEach(session -> {
                session.delete(key);
                return true;
            });
            TestTokens.lasting(other, "imk", TokenKeyType.DES2, TDES, TokenKeyUse.ENCRYPT);
            assertThat(usedTokens()).hasSize(2);
            tokens.lose("left");
            assertThat(other.check().get(0).isUp()).isFalse();
            tokens.restore("left");
            assertThat(other.recover()).allMatch(TokenHealth::isUp);
        }
        assertThat(usedTokens()).containsExactlyInAnyOrder("left", "right");
        assertThat(work()).isEqualTo("08D7B4");
    }

    @Test
    void work_that_must_not_be_repeated_runs_once_and_tells_its_fault() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> group.runOnce(session -> {
                    runs.incrementAndGet();
                    throw TokenFault.of(TokenFault.Kind.STALE, "planted");
                }))
                .isInstanceOf(SecurityModuleException.class);
        assertThat(runs).hasValue(1);
        assertThatThrownBy(() -> group.run(session -> {
                    runs.incrementAndGet();
                    throw TokenFault.of(TokenFault.Kind.STALE, "planted");
                }))
                .isInstanceOf(SecurityModuleException.class);
        assertThat(runs.get() - 1).as("twice on each token").isEqualTo(4);
    }

    @Test
    void work_for_every_token_asks_for_every_token_first() {
        tokens.lose("right");
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> group.onEach(session -> runs.incrementAndGet()))
                .hasMessageStartingWith("not all tokens are there: token right: ");
        assertThat(runs).hasValue(0);
    }

    @Test
    void a_closed_group_refuses_work_and_closes_twice() {
        TokenGroup other = TestTokens.open("left");
        other.close();
        other.close();
        assertThatThrownBy(() -> other.run(TokenSession::list))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a closed group of tokens is used");
        assertThat(work()).as("the library is shared and still in use").isEqualTo("08D7B4");
    }
}

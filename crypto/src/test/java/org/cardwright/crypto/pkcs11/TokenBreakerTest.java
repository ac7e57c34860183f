package org.cardwright.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.cardwright.crypto.pkcs11.TokenFault.Kind;
import org.cardwright.crypto.pkcs11.TokenHealth.State;
import org.junit.jupiter.api.Test;

class TokenBreakerTest {

    private final TokenFault lost = TokenFault.of(Kind.DOWN, "lost");

    private final HandClock clock = new HandClock();
    private final TokenBreaker breaker = new TokenBreaker(clock, 1000);

    @Test
    void a_token_that_failed_is_left_alone_and_then_tried_by_one() {
        assertThat(breaker.admits()).isTrue();
        breaker.failed(lost);
        assertThat(breaker.admits()).isFalse();
        clock.ms += 999;
        assertThat(breaker.admits()).isFalse();
        clock.ms += 1;
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).as("a second one").isFalse();
        breaker.succeeded();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void health_tells_since_when_and_why() {
        clock.ms = 5000;
        breaker.failed(lost);
        clock.ms = 6000;
        breaker.failed(lost);
        TokenHealth health = breaker.health(TokenSelector.label("one"), "one", "ab12");
        assertThat(health)
                .isEqualTo(new TokenHealth("one", "one", "ab12", State.DOWN, Instant.ofEpochMilli(5000), "lost"));
    }

    @Test
    void a_clock_that_was_set_back_keeps_no_token_out() {
        clock.ms = 1_000_000;
        breaker.failed(lost);
        clock.ms = 0;
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void a_refused_pin_is_never_tried_again_and_other_faults_change_nothing() {
        breaker.failed(TokenFault.of(Kind.NO_KEY, "no key"));
        breaker.failed(TokenFault.of(Kind.FAILED, "busy"));
        assertThat(breaker.admits()).isTrue();
        breaker.failed(TokenFault.of(Kind.PIN, "no"));
        clock.ms += 100_000;
        breaker.succeeded();
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.state()).isEqualTo(State.PIN_REFUSED);
    }

    private static final class HandClock extends Clock {

        private long ms;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(ms);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package org.cardwright.crypto.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.ceremony.ShareTest.FIVE;
import static org.cardwright.crypto.ceremony.ShareTest.SUBJECT;
import static org.cardwright.crypto.ceremony.ShareTest.secret;

import java.util.List;
import org.cardwright.crypto.ceremony.ShareSet.Kind;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shares on their way back to the secret. */
class ShareJoinTest {

    private final List<Share> shares = split();
    private final ShareJoin join = new ShareJoin();

    private static List<Share> split() {
        return SecretSharing.split(secret(), SUBJECT, Quorum.DEFAULT, FIVE);
    }

    @Test
    void three_of_five_give_the_secret() {
        assertThat(join.missing()).isEqualTo(2);
        join.enter(shares.get(4));
        join.enter(shares.get(0));
        assertThat(join.missing()).isEqualTo(1);
        join.enter(shares.get(2));
        assertThat(join.missing()).isZero();
        assertThat(join.set()).contains(shares.get(0).set());
        assertThat(join.secret()).isEqualTo(secret());
        join.close();
        assertThat(shares.get(4).value().isDestroyed()).isTrue();
    }

    @Test
    void too_few_give_nothing() {
        assertThatThrownBy(join::secret).hasMessageContaining("too few shares: 0 entered, 2 or more missing");
        join.enter(shares.get(1));
        join.enter(shares.get(2));
        assertThatThrownBy(join::secret)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("too few shares: 2 entered, 1 missing");
    }

    @Test
    void a_share_of_another_set_a_second_time_or_one_too_many_is_refused_and_wiped() {
        join.enter(shares.get(0));
        Share foreign = split().get(1);
        assertRefused(foreign, "of set " + foreign.set().id().toHex());
        assertThat(foreign.value().isDestroyed()).isTrue();
        assertRefused(again(0), "share 1 was entered before");
        assertRefused(
                new Share(shares.get(1).set(), 2, "ada", shares.get(1).value()), "custodian ada has entered a share");
        join.enter(shares.get(2));
        join.enter(shares.get(3));
        assertRefused(shares.get(4), "enough shares were entered");
        assertThat(join.secret()).isEqualTo(secret());
    }

    @Test
    void a_share_that_lies_about_its_set_is_refused() {
        ShareSet right = shares.get(0).set();
        join.enter(shares.get(0));
        ShareSet fewer = new ShareSet(right.id(), new Quorum(2, 5), right.subject(), right.commitment());
        assertRefused(new Share(fewer, 2, "bob", shares.get(1).value()), "says another thing of its set");
    }

    @Test
    void shares_that_agree_on_a_lie_give_no_secret() {
        ShareSet right = shares.get(0).set();
        ShareSet real = new ShareSet(
                right.id(), right.quorum(), new ShareSet.Subject(Kind.KEY, "home", false), right.commitment());
        for (int i = 0; i < 3; i++) {
            join.enter(new Share(real, i + 1, FIVE.get(i), shares.get(i).value()));
        }
        assertThatThrownBy(join::secret).hasMessageContaining("one of them was altered");
    }

    @Test
    void an_altered_value_with_a_right_checksum_gives_no_secret() {
        byte[] altered = ClearKeyAccess.open(shares.get(1).value()).clone();
        altered[31] ^= 1;
        join.enter(shares.get(0));
        join.enter(new Share(shares.get(1).set(), 2, "bob", SecretBytes.adopt(altered)));
        join.enter(shares.get(2));
        assertThatThrownBy(join::secret)
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("another secret than the one that was shared");
    }

    private Share again(int index) {
        try (SecretBytes text = shares.get(index).text()) {
            return Share.parse(text);
        }
    }

    private void assertRefused(Share share, String because) {
        assertThatThrownBy(() -> join.enter(share))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(because);
    }

    @Test
    void nobody_keeps_two_shares_and_a_secret_has_a_length() {
        assertThatThrownBy(() -> SecretSharing.split(secret(), SUBJECT, new Quorum(2, 3), List.of("ada", "bob", "ada")))
                .hasMessageContaining("two shares");
        assertThatThrownBy(() -> SecretSharing.split(secret(), SUBJECT, new Quorum(2, 3), List.of("ada", "bob")))
                .hasMessageContaining("2/3 takes 3 custodians");
        assertThatThrownBy(() -> SecretSharing.split(
                        SecretBytes.adopt(new byte[15]), SUBJECT, new Quorum(2, 2), List.of("ada", "bob")))
                .hasMessageContaining("16 to 32 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/5", "1/1", "4/3", "2/17", "0/0", "3", "3/5/7", "a/b", "-2/3", "3 / 5", ""})
    void no_quorum(String text) {
        assertThatThrownBy(() -> Quorum.parse(text)).isInstanceOf(KeyRefusedException.class);
    }

    @Test
    void a_quorum_is_read_as_it_is_written() {
        assertThat(Quorum.parse("3/5")).isEqualTo(Quorum.DEFAULT).hasToString("3/5");
        assertThat(Quorum.parse("16/16")).isEqualTo(new Quorum(16, 16));
    }
}

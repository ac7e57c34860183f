package org.cardwright.crypto.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.cardwright.crypto.ceremony.ShareSet.Kind;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.PassphraseCost;
import org.junit.jupiter.api.Test;

/** Shares as people keep, type and scan them. */
class ShareTest {

    static final ShareSet.Subject SUBJECT = new ShareSet.Subject(Kind.VAULT, "home", false);
    static final List<String> FIVE = List.of("ada", "bob", "cleo", "dan", "eve");

    private final Share share =
            SecretSharing.split(secret(), SUBJECT, Quorum.DEFAULT, FIVE).get(1);

    static SecretBytes secret() {
        return ascii("the secret that five people hold");
    }

    private static SecretBytes ascii(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(SecretBytes ascii) {
        return new String(ClearKeyAccess.open(ascii), StandardCharsets.US_ASCII);
    }

    private void assertSame(Share read) {
        assertThat(read.set()).isEqualTo(share.set());
        assertThat(read.index()).isEqualTo(2);
        assertThat(read.custodian()).isEqualTo("bob");
        assertThat(read.value()).isEqualTo(share.value());
    }

    @Test
    void a_share_is_read_back_from_print_from_a_scanner_and_from_careless_typing() {
        String printed = text(share.text());
        assertThat(printed.lines()).allMatch(line -> line.matches("[0-9]{2}( [0-9A-HJKMNP-TV-Z]{1,4}){1,4}  .{4}"));
        assertSame(Share.parse(ascii(printed)));
        assertSame(Share.parse(share.compactText()));
        String careless = printed.toLowerCase(Locale.ROOT)
                .replace(" ", "-")
                .replace("0", "o")
                .replace("1", "l");
        assertSame(Share.parse(ascii("\r\n" + careless.replace("\n", "\r\n\n"))));
    }

    @Test
    void any_wrong_character_is_found_in_its_line() {
        List<String> lines = text(share.text()).lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            for (int at = 0; at < lines.get(line).length(); at++) {
                char right = lines.get(line).charAt(at);
                if (right != ' ') {
                    StringBuilder wrong = new StringBuilder(lines.get(line));
                    wrong.setCharAt(at, right == '7' ? '8' : '7');
                    List<String> typed = new ArrayList<>(lines);
                    typed.set(line, wrong.toString());
                    assertRefused(String.join("\n", typed), "line " + (line + 1) + " ");
                }
            }
        }
    }

    @Test
    void a_line_can_be_looked_at_as_soon_as_it_is_typed() {
        List<String> lines = text(share.text()).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Share.requireLine(i + 1, ascii(lines.get(i)));
        }
        for (String wrong : List.of("", lines.get(1), lines.get(0).substring(1), "02 0000 0000  0000")) {
            assertThatThrownBy(() -> Share.requireLine(1, ascii(wrong))).hasMessageContaining("line 1 ");
        }
    }

    @Test
    void lines_left_out_exchanged_or_cut_short_are_named() {
        List<String> lines = text(share.text()).lines().toList();
        List<String> without = new ArrayList<>(lines);
        without.remove(2);
        assertRefused(String.join("\n", without), "line 3 does not begin with its number");
        List<String> exchanged = new ArrayList<>(lines);
        Collections.swap(exchanged, 0, 1);
        assertRefused(String.join("\n", exchanged), "line 1 does not begin with its number");
        assertRefused(String.join("\n", lines.subList(0, lines.size() - 1)), "checksum");
        assertRefused(String.join("\n", lines.subList(0, 2)), "incomplete");
        assertRefused(lines.get(0).substring(0, 5), "line 1 is too short");
        assertRefused(lines.get(0).replace(lines.get(0).charAt(4), '?'), "line 1 has a character that no share has");
        assertRefused("", "there is no share");
        assertRefused("7".repeat(5000), "fewer characters");
        String compact = text(share.compactText());
        assertRefused(compact.substring(0, compact.length() - 3), "");
    }

    private static void assertRefused(String typed, String because) {
        assertThatThrownBy(() -> Share.parse(ascii(typed)).close())
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(because);
    }

    @Test
    void a_share_with_any_byte_changed_is_refused() {
        byte[] binary = ClearKeyAccess.open(share.binary()).clone();
        assertThat(binary).hasSizeLessThanOrEqualTo(172);
        for (int i = 0; i < binary.length; i++) {
            byte[] changed = binary.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> ShareForm.read(changed)).as("byte " + i).isInstanceOf(KeyRefusedException.class);
        }
    }

    @Test
    void a_share_under_a_passphrase_opens_with_that_one_only() {
        try (SecretBytes passphrase = ascii("kept by bob alone");
                SecretBytes other = ascii("kept by bob alonf")) {
            String sealed = SealedShare.seal(share, passphrase, PassphraseCost.LEAST);
            assertThat(SealedShare.isSealed(sealed.getBytes(StandardCharsets.US_ASCII)))
                    .isTrue();
            assertThat(SealedShare.isSealed(ClearKeyAccess.open(share.text()))).isFalse();
            assertSame(SealedShare.open(sealed, passphrase));
            for (String wrong : List.of(
                    sealed.replace("iterations=1", "iterations=2"),
                    sealed.replace("salt=", "salt=0"),
                    sealed + "A",
                    sealed.substring(0, sealed.length() - 20),
                    sealed.substring(0, sealed.length() - 2) + (sealed.endsWith("0\n") ? "1\n" : "0\n"))) {
                assertThatThrownBy(() -> SealedShare.open(wrong, passphrase)).isInstanceOf(KeyRefusedException.class);
            }
            assertThatThrownBy(() -> SealedShare.open(sealed, other)).hasMessageContaining("passphrase");
            assertThatThrownBy(() -> SealedShare.seal(share, ascii("too short"), PassphraseCost.LEAST))
                    .hasMessageContaining("at least 12");
        }
    }

    @Test
    void a_share_shows_nothing_of_its_value_and_is_gone_when_closed() {
        assertThat(share).hasToString("share 2 of 3/5");
        assertThat(share.words())
                .isEqualTo("share 2 of 3/5, set " + share.set().id().toHex() + ", check value "
                        + share.set().checkValue());
        share.close();
        assertThat(share.value().isDestroyed()).isTrue();
    }
}

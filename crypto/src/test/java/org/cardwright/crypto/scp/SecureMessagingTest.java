package org.cardwright.crypto.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.Secrets;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.PublishedVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Published conversations, said again by the host and understood by a card. */
class SecureMessagingTest {

    private static final int OK = 0x9000;
    private static final int HEADER = 0x80E20000;

    static Stream<Exchange> exchanges() {
        return Stream.of("SCP02 i=15 ", "SCP03 ")
                .flatMap(prefix -> PublishedVector.startingWith(prefix).stream())
                .map(Exchange::new);
    }

    static Stream<Exchange> of_SCP03() {
        return PublishedVector.startingWith("SCP03 AES").stream().map(Exchange::new);
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void says_every_command_as_it_was_published(Exchange exchange) {
        try (SecureMessaging host = exchange.side()) {
            assertThat(host.isGenuine(exchange.cardCryptogram())).isTrue();
            assertThat(host.externalAuthenticate())
                    .isEqualTo(Exchange.message(exchange.vector().output("ext_auth")));
            assertThat(exchange.commands()).isNotEmpty();
            for (Exchange.Sent sent : exchange.commands()) {
                assertThat(host.protect(sent.plain())).isEqualTo(sent.wrapped());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void a_card_understands_every_published_command_once_and_in_its_order(Exchange exchange) {
        try (SecureMessaging card = exchange.side()) {
            assertThat(card.accepts(Exchange.message(exchange.vector().output("ext_auth"))))
                    .isTrue();
            for (Exchange.Sent sent : exchange.commands()) {
                MessagingState before = card.state();
                assertThat(card.unprotect(changed(sent.wrapped()))).isEmpty();
                assertThat(card.unprotect(sent.plain())).isEmpty();
                assertThat(card.state()).isEqualTo(before);
                assertThat(card.unprotect(sent.wrapped())).contains(sent.plain());
                assertThat(card.unprotect(sent.wrapped())).as("said twice").isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void a_card_believes_no_other_host(Exchange exchange) {
        ApduMessage right = Exchange.message(exchange.vector().output("ext_auth"));
        for (int i = 0; i < right.data().size(); i++) {
            try (SecureMessaging card = exchange.side()) {
                assertThat(card.accepts(new ApduMessage(right.header(), flipped(right.data(), i))))
                        .isFalse();
            }
        }
        try (SecureMessaging card = exchange.side()) {
            assertThat(card.accepts(new ApduMessage(right.header() & ~0x04000000, right.data())))
                    .isFalse();
        }
        try (SecureMessaging card = exchange.side()) {
            // another level than the MAC was computed over
            assertThat(card.accepts(new ApduMessage(right.header() ^ 0x200, right.data())))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("of_SCP03")
    void an_answer_is_opened_as_published_and_made_again_by_a_card(Exchange exchange) {
        ByteString answer = ByteString.fromHex(exchange.vector().input("get_eid_resp"));
        ByteString plain = ByteString.fromHex(exchange.vector().output("get_eid_rsp_plain"));
        Exchange.Sent command = exchange.commands().get(0);
        try (SecureMessaging host = exchange.side();
                SecureMessaging card = exchange.side()) {
            card.accepts(host.externalAuthenticate());
            host.protect(command.plain());
            card.unprotect(command.wrapped());
            assertThat(host.unprotectAnswer(answer, OK)).contains(plain);
            assertThat(card.protectAnswer(plain, OK)).isEqualTo(answer);
            if (exchange.parameters().level().macsAnswers()) {
                assertThat(host.unprotectAnswer(answer, 0x6310)).isEmpty();
                assertThat(host.unprotectAnswer(flipped(answer, answer.size() - 1), OK))
                        .isEmpty();
                assertThat(host.unprotectAnswer(flipped(answer, 0), OK)).isEmpty();
                assertThat(host.unprotectAnswer(ByteString.EMPTY, OK)).isEmpty();
            }
        }
    }

    /** Amendment D 1.2, 6.2.5: an error has no MAC, and so may have no data. */
    @Test
    void an_error_comes_bare() {
        Exchange exchange = new Exchange(PublishedVector.named("SCP03 AES-128 level 33 full exchange (pySim)"));
        try (SecureMessaging host = exchange.side()) {
            host.externalAuthenticate();
            host.protect(new ApduMessage(HEADER, ByteString.EMPTY));
            assertThat(host.unprotectAnswer(ByteString.EMPTY, 0x6A88)).contains(ByteString.EMPTY);
            assertThat(host.unprotectAnswer(ByteString.ofByte(1), 0x6A88)).isEmpty();
            assertThat(host.protectAnswer(ByteString.EMPTY, 0x6A88)).isEqualTo(ByteString.EMPTY);
            assertThat(host.protectAnswer(ByteString.EMPTY, 0x6310).size()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @EnumSource(SecurityLevel.class)
    void both_sides_agree_at_every_level_and_length(SecurityLevel level) {
        for (String name :
                List.of("SCP02 i=15 full C-MAC exchange (pySim)", "SCP03 AES-256 level 33 full exchange (pySim)")) {
            Exchange exchange = new Exchange(PublishedVector.named(name));
            if (exchange.parameters().protocol().allows(level)) {
                assertAgreement(exchange, level);
            } else {
                assertThatThrownBy(() -> at(exchange.parameters(), level)).hasMessageContaining("no security level");
            }
        }
    }

    private static void assertAgreement(Exchange exchange, SecurityLevel level) {
        SessionParameters parameters = at(exchange.parameters(), level);
        try (SecureMessaging host = exchange.side(parameters);
                SecureMessaging card = exchange.side(parameters)) {
            assertThat(card.accepts(host.externalAuthenticate())).isTrue();
            for (int length = 0; length <= 223; length++) {
                ApduMessage plain = new ApduMessage(HEADER, ByteString.repeat(length, length));
                ApduMessage sent = host.protect(plain);
                assertThat(sent.isProtected()).isEqualTo(level.macsCommands());
                assertThat(sent.data().equals(plain.data())).isEqualTo(!level.macsCommands());
                assertThat(card.unprotect(sent)).contains(plain);
                ByteString answer = card.protectAnswer(plain.data(), OK);
                assertThat(host.unprotectAnswer(answer, OK)).contains(plain.data());
            }
            SecretBytes secret = Secrets.of("00112233445566778899AABBCCDDEEFF");
            ByteString cryptogram = host.encryptSecret(secret);
            assertThat(card.decryptSecret(cryptogram)).contains(secret);
            assertThat(card.decryptSecret(cryptogram.slice(0, 15))).isEmpty();
            assertThat(card.decryptSecret(ByteString.EMPTY)).isEmpty();
        }
    }

    private static SessionParameters at(SessionParameters old, SecurityLevel level) {
        return new SessionParameters(
                old.protocol(), level, old.hostChallenge(), old.cardChallenge(), old.sequenceCounter());
    }

    @Test
    void what_does_not_fit_any_more_is_refused() {
        Exchange exchange = new Exchange(PublishedVector.named("SCP02 i=15 full C-MAC exchange (pySim)"));
        try (SecureMessaging host = exchange.side()) {
            host.externalAuthenticate();
            MessagingState before = host.state();
            ApduMessage tooLong = new ApduMessage(HEADER, ByteString.repeat(1, 248));
            assertThatThrownBy(() -> host.protect(tooLong)).isInstanceOf(IllegalArgumentException.class);
            assertThat(host.state()).isEqualTo(before);
        }
    }

    @Test
    void keys_of_another_algorithm_are_refused_and_wiped() {
        CardKeySet aes = new CardKeySet(
                KeyAlgorithm.AES,
                Secrets.of("404142434445464748494A4B4C4D4E4F"),
                Secrets.of("404142434445464748494A4B4C4D4E4F"),
                Secrets.of("404142434445464748494A4B4C4D4E4F"));
        SessionParameters scp02 =
                new Exchange(PublishedVector.named("SCP02 i=15 full C-MAC exchange (pySim)")).parameters();
        assertThatThrownBy(() -> SecureMessaging.of(aes, scp02)).isInstanceOf(KeyRefusedException.class);
        assertThat(List.of(aes.enc(), aes.mac(), aes.dek())).allMatch(SecretBytes::isDestroyed);
    }

    private static ApduMessage changed(ApduMessage message) {
        return new ApduMessage(message.header(), flipped(message.data(), 0));
    }

    private static ByteString flipped(ByteString bytes, int at) {
        byte[] flipped = bytes.toByteArray();
        flipped[at] ^= 1;
        return ByteString.of(flipped);
    }
}

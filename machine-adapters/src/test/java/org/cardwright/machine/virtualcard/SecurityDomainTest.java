package org.cardwright.machine.virtualcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.crypto.scp.MessagingState;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecureMessaging;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.crypto.scp.SessionParameters;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.GoldenCards;
import org.cardwright.machine.TestChips;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The security domain of a virtual card by itself: what it refuses, and with which status word. */
class SecurityDomainTest {

    private static final String SELECT_DOMAIN = "00A4040008A00000015100000000";
    private static final String SELECT_VISA = "00A4040007A000000003101000";
    private static final String CHALLENGE = "0102030405060708";
    private static final String INITIALIZE = "8050000008" + CHALLENGE + "00";
    private static final String STORE_VISA_FCI = "80E2000005910202A500";

    private static ChannelPolicy policy(String protocol) {
        return protocol.equals("SCP02")
                ? TestChips.policy(SecureChannelProtocol.SCP02, 0x15, SecurityLevel.C_MAC, Route.APPLICATION)
                : TestChips.policy(SecureChannelProtocol.SCP03, 0x70, SecurityLevel.C_MAC, Route.APPLICATION);
    }

    private static VirtualCard card(String protocol) {
        return TestChips.blank(TestChips.recipe(policy(protocol)), GoldenCards.visa());
    }

    private static String send(VirtualCard card, String hex) {
        return card.process(ByteString.fromHex(hex)).toHex();
    }

    /** The host of a test, with the keys in clear. */
    private static final class Host implements AutoCloseable {

        private final VirtualCard card;
        private final SecureMessaging messaging;

        Host(VirtualCard card, CardKeySet keys, SecurityLevel level) {
            this.card = card;
            ByteString answer = ByteString.fromHex(SecurityDomainTest.send(card, INITIALIZE));
            boolean scp02 = answer.unsignedAt(11) == 2;
            this.messaging = SecureMessaging.of(
                    keys,
                    new SessionParameters(
                            scp02 ? SecureChannelProtocol.SCP02 : SecureChannelProtocol.SCP03,
                            level,
                            ByteString.fromHex(CHALLENGE),
                            scp02 ? answer.slice(14, 20) : answer.slice(13, 21),
                            scp02 ? answer.slice(12, 14) : answer.slice(29, 32)));
            assertThat(messaging.isGenuine(scp02 ? answer.slice(20, 28) : answer.slice(21, 29)))
                    .isTrue();
        }

        String authenticate() {
            return SecurityDomainTest.send(card, hex(messaging.externalAuthenticate()));
        }

        String send(String plain) {
            return SecurityDomainTest.send(card, wrapped(plain));
        }

        String wrapped(String plain) {
            CommandApdu command = CommandApdu.decode(ByteString.fromHex(plain));
            return hex(messaging.protect(new ApduMessage(command.header(), command.data())));
        }

        private static String hex(ApduMessage message) {
            return new CommandApdu(message.header(), message.data(), OptionalInt.empty())
                    .encode()
                    .toHex();
        }

        @Override
        public void close() {
            messaging.close();
        }
    }

    private static Host open(VirtualCard card, String protocol, SecurityLevel level) {
        boolean scp02 = protocol.equals("SCP02");
        Host host = new Host(card, TestChips.keys(scp02 ? KeyDiversification.CPS11 : KeyDiversification.KDF3), level);
        assertThat(host.authenticate()).isEqualTo("9000");
        return host;
    }

    @ParameterizedTest
    @CsvSource({"SCP02", "SCP03"})
    void answers_what_every_card_answers_before_anybody_is_sure_of_anybody(String protocol) {
        VirtualCard card = card(protocol);
        assertThat(send(card, SELECT_DOMAIN)).startsWith("6F").endsWith("9000");
        assertThat(send(card, "00A4040000"))
                .startsWith("6F108408A000000151000000A5")
                .endsWith("9000");
        assertThat(send(card, "80CA9F7F00")).startsWith("9F7F2A1111").endsWith("9000");
        assertThat(send(card, "80CA00CF00")).isEqualTo("CF0A" + TestChips.KEY_DATA.toHex() + "9000");
        assertThat(send(card, "80CA006600"))
                .contains(protocol.equals("SCP02") ? "2A864886FC6B040215" : "2A864886FC6B040370");
        assertThat(send(card, "80CA9F3600")).isEqualTo("6A88");
        assertThat(send(card, "80F0800F")).isEqualTo("6982");
        assertThat(send(card, "80E20000029102")).isEqualTo("6982");
        send(card, SELECT_VISA);
        assertThat(send(card, STORE_VISA_FCI))
                .as("application without a channel")
                .isEqualTo("6982");
    }

    @ParameterizedTest
    @CsvSource({"SCP02, 28", "SCP03, 32"})
    void opens_a_channel_once_for_every_challenge(String protocol, int bytes) {
        VirtualCard card = card(protocol);
        assertThat(send(card, "8482010010" + "00".repeat(16)))
                .as("not asked for")
                .isEqualTo("6985");
        ByteString first = ByteString.fromHex(send(card, INITIALIZE));
        assertThat(first.size()).isEqualTo(bytes + 2);
        assertThat(first.slice(0, 10)).isEqualTo(TestChips.KEY_DATA);
        assertThat(first.unsignedAt(10)).isEqualTo(0xFF);
        String recorded;
        try (Host host = open(card, protocol, SecurityLevel.C_MAC)) {
            recorded = Host.hex(replayed(host));
        }
        card.reset();
        ByteString second = ByteString.fromHex(send(card, INITIALIZE));
        assertThat(second.slice(12, bytes))
                .as("counter, challenge and cryptogram")
                .isNotEqualTo(first.slice(12, bytes));
        assertThat(send(card, recorded)).as("said again").isEqualTo("6300");
        assertThat(send(card, recorded)).as("one offer, one attempt").isEqualTo("6985");
        assertThat(send(card, "80500500080102030405060708"))
                .as("no such version")
                .isEqualTo("6A88");
        assertThat(send(card, "805000000101")).isEqualTo("6700");
    }

    /** What the host of an opened session said. */
    private static ApduMessage replayed(Host host) {
        host.messaging.resume(MessagingState.NEW);
        return host.messaging.externalAuthenticate();
    }

    @ParameterizedTest
    @CsvSource({"SCP02", "SCP03"})
    void ten_wrong_hosts_in_a_row_block_the_keys(String protocol) {
        VirtualCard card = card(protocol);
        for (int i = 0; i < DomainKeys.MAX_TRIES; i++) {
            assertThat(send(card, INITIALIZE)).endsWith("9000");
            assertThat(send(card, "8482010010" + "00".repeat(16))).isEqualTo("6300");
        }
        assertThat(send(card, INITIALIZE)).isEqualTo("6983");
    }

    @ParameterizedTest
    @CsvSource({"SCP02, 84", "SCP02, 80", "SCP03, 84", "SCP03, 80"})
    void a_command_that_is_not_the_next_of_its_host_ends_the_session(String protocol, String cla) {
        VirtualCard card = card(protocol);
        send(card, SELECT_VISA);
        try (Host host = open(card, protocol, SecurityLevel.C_MAC)) {
            String next = host.wrapped(STORE_VISA_FCI);
            String wrong = cla.equals("80") ? STORE_VISA_FCI : next.substring(0, next.length() - 2) + "00";
            assertThat(send(card, wrong)).isEqualTo("6982");
            assertThat(send(card, next)).as("the session is over").isEqualTo("6982");
        }
        try (Host host = open(card, protocol, SecurityLevel.C_MAC)) {
            String next = host.wrapped(STORE_VISA_FCI);
            assertThat(send(card, next)).isEqualTo("9000");
            assertThat(send(card, next)).as("said twice").isEqualTo("6982");
        }
    }

    @Test
    void takes_data_at_the_level_of_its_recipe_or_a_higher_one() {
        for (SecurityLevel level : SecurityLevel.values()) {
            VirtualCard card = card("SCP03");
            send(card, SELECT_VISA);
            try (Host host = open(card, "SCP03", level)) {
                String answer = level == SecurityLevel.NONE ? send(card, STORE_VISA_FCI) : host.send(STORE_VISA_FCI);
                assertThat(answer).as(level.name()).endsWith(level == SecurityLevel.NONE ? "6982" : "9000");
                assertThat(answer.length()).isEqualTo(level.macsAnswers() ? 4 + 16 : 4);
            }
        }
        VirtualCard card = card("SCP02");
        send(card, INITIALIZE);
        assertThat(send(card, "8482110010" + "00".repeat(16)))
                .as("SCP02, i = 15 has no R-MAC")
                .isEqualTo("6A86");
    }

    @Test
    void selecting_and_power_off_end_the_session() {
        VirtualCard card = card("SCP02");
        try (Host host = open(card, "SCP02", SecurityLevel.C_MAC)) {
            send(card, SELECT_VISA);
            assertThat(host.send(STORE_VISA_FCI)).isEqualTo("6982");
        }
        send(card, SELECT_VISA);
        try (Host host = open(card, "SCP02", SecurityLevel.C_MAC)) {
            card.reset();
            assertThat(host.send(STORE_VISA_FCI)).isEqualTo("6982");
        }
    }

    @Test
    void goes_forward_in_its_life_and_never_back() {
        VirtualCard card = card("SCP02");
        try (Host host = open(card, "SCP02", SecurityLevel.C_MAC)) {
            assertThat(host.send("80E290000B9F6608" + "4750" + "4127" + "00000007"))
                    .isEqualTo("9000");
            assertThat(host.send("80E290000B9F6808" + "00".repeat(8))).isEqualTo("6A80");
            assertThat(host.send("80E210000B9F6608" + "00".repeat(8))).isEqualTo("6A86");
            assertThat(host.send("80F0800F")).as("INITIALIZED comes before").isEqualTo("6985");
            assertThat(host.send("80F08007")).isEqualTo("9000");
            assertThat(host.send("80F08007")).as("said again").isEqualTo("6985");
            assertThat(host.send("80F0800F")).isEqualTo("9000");
            assertThat(host.send("80F08007")).as("back").isEqualTo("6985");
            assertThat(host.send("80F08033")).isEqualTo("6A80");
            assertThat(host.send("80E290000B9F6608" + "00".repeat(8)))
                    .as("secured")
                    .isEqualTo("6985");
            assertThat(host.send("80F0807F")).isEqualTo("9000");
            assertThat(host.send("80FF0000")).isEqualTo("6D00");
        }
        assertThat(send(card, SELECT_VISA)).as("locked").isEqualTo("6A82");
        assertThat(send(card, "80CA9F7F00")).endsWith("4750412700000007" + "9000");
    }

    @ParameterizedTest
    @CsvSource({
        // no such load file, module, two zeros missing, wrong kind, application twice
        "0C00, 09F0434152445752495505A00000000307A0000000031010010002C90000, 6A88",
        "0C00, 09F0434152445752495405A00000000407A0000000031010010002C90000, 6A88",
        "2000, 07A0000000031010000000, 6A80",
        "0400, 000007A0000000031010000000, 6A86",
        "0C00, 09F0434152445752495405A00000000307A000000003101001, 6A80"
    })
    void install_names_a_load_file_a_module_and_an_application(String parameters, String data, String status) {
        VirtualCard card = TestChips.blank(TestChips.recipe(TestChips.installing(policy("SCP02"))), GoldenCards.visa());
        try (Host host = open(card, "SCP02", SecurityLevel.C_MAC)) {
            String length = ByteString.ofByte(data.length() / 2).toHex();
            assertThat(host.send("80E6" + parameters + length + data)).isEqualTo(status);
            String right = "09F0434152445752495405A00000000307A0000000031010010002C90000";
            assertThat(host.send("80E60C00" + "1E" + right)).isEqualTo("009000");
            assertThat(host.send("80E60C00" + "1E" + right))
                    .as("is there already")
                    .isEqualTo("6985");
        }
        assertThat(send(card, SELECT_VISA)).isEqualTo("6F098407A00000000310109000");
    }

    @ParameterizedTest
    @CsvSource({"SCP02, 80, 10", "SCP03, 88, 11"})
    void takes_new_keys_whose_check_values_are_right(String protocol, String type, String length) {
        VirtualCard card = card(protocol);
        boolean scp02 = protocol.equals("SCP02");
        KeyDiversification method = scp02 ? KeyDiversification.CPS11 : KeyDiversification.KDF3;
        try (Host host = open(card, protocol, SecurityLevel.C_MAC);
                CardKeySet keys = TestChips.keys(method)) {
            StringBuilder data = new StringBuilder("01");
            for (SecretBytes key : List.of(keys.enc(), keys.mac(), keys.dek())) {
                data.append(type).append(length).append(scp02 ? "" : "10");
                data.append(host.messaging.encryptSecret(key).toHex())
                        .append("03")
                        .append("000000");
            }
            String lc = ByteString.ofByte(data.length() / 2).toHex();
            assertThat(host.send("80D80081" + lc + data)).as("check values").isEqualTo("9485");
            assertThat(host.send("80D8FF81" + lc + data))
                    .as("P1 has seven bits")
                    .isEqualTo("6A86");
            assertThat(host.send("80D80281" + lc + data)).as("no such version").isEqualTo("6A88");
            assertThat(host.send("80D80001" + lc + data)).as("one key").isEqualTo("6A86");
            assertThat(host.send("80D8008102" + "0199")).isEqualTo("6A80");
        }
    }
}

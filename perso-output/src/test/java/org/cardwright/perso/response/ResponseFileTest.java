package org.cardwright.perso.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.RejectsFile;
import org.cardwright.perso.json.MalformedJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseFileTest {

    /** RFC 8032, 7.1, TEST 1. */
    private static final Ed25519PrivateKeyParameters KEY = new Ed25519PrivateKeyParameters(
            ByteString.fromHex("9D61B19DEFFD5A60BA844AF492EC2CC44449C5697B326919703BAC031CAE7F60")
                    .toByteArray());

    private static final AnsweredCard.Chip CHIP = new AnsweredCard.Chip(
            "999999990000000000A1",
            "6019123400560001",
            "0A0B0C0D0E0F",
            "head-1",
            new AnsweredCard.Made("2026-11-22T01:02:03Z", "2026-11-22T01:02:11Z"));

    private static final ResponseOrders ORDERS = new ResponseOrders(
            List.of(new RejectsFile.Row(3, "B1-3", "pan", "S-101", "the check digit is wrong")),
            List.of(new ResponseOrders.Held(4, "B1-4", "abandoned")),
            List.of(new ResponseOrders.Remade(2, "B1-2", 2, "r-17")));

    private static final List<AnsweredCard> CARDS = List.of(
            new AnsweredCard(1, "B1-1", AnsweredCard.State.PERSONALIZED, 1, Optional.of(CHIP)),
            new AnsweredCard(2, "B1-2", AnsweredCard.State.PREPARED, 0, Optional.empty()));

    @TempDir
    private Path folder;

    private static ResponseFile response(List<AnsweredCard> cards, ManifestHead.Counts counts) {
        ResponseHead head = new ResponseHead(
                "ab".repeat(32),
                "bank-one",
                OptionalLong.of(17),
                ByteString.fromHex("CD".repeat(32)),
                ResponseHead.Ending.SEALED,
                counts);
        return new ResponseFile(head, ORDERS, visitor -> {
            for (AnsweredCard card : cards) {
                visitor.visit(card);
            }
        });
    }

    private Path written() throws IOException {
        return written(response(CARDS, new ManifestHead.Counts(4, 1, 1, 1, 1)));
    }

    private Path written(ResponseFile response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.write(out, new TestSigner());
        return Files.write(folder.resolve(ResponseFile.NAME), out.toByteArray());
    }

    private static final class TestSigner implements ResponseFile.Signer {

        @Override
        public ByteString publicKey() {
            return ByteString.of(KEY.generatePublicKey().getEncoded());
        }

        @Override
        public ByteString sign(SignedMessage message) throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            message.writeTo(text);
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, KEY);
            signer.update(text.toByteArray(), 0, text.size());
            return ByteString.of(signer.generateSignature());
        }
    }

    private static boolean isSigned(Path file) throws IOException {
        return ResponseFile.isSigned(file, new TestSigner().publicKey(), SignatureVerifier.ed25519());
    }

    @Test
    void stands_as_documented_byte_for_byte() throws IOException {
        String text = Files.readString(written());

        assertThat(text.replaceAll("\"(signature|public_key)\":\"[0-9a-f]+\"", "\"$1\":\"\""))
                .isEqualTo("""
                        {"batch":"BATCH",\
                        "cards":[{"card":1,"chip":{"begun_at":"2026-11-22T01:02:03Z","ended_at":"2026-11-22T01:02:11Z",\
                        "head":"head-1","key_data":"999999990000000000A1","number":"6019123400560001","station":"0A0B0C0D0E0F"},\
                        "order":"B1-1","spoiled_chips":1,"state":"PERSONALIZED"},\
                        {"card":2,"order":"B1-2","spoiled_chips":0,"state":"PREPARED"}],\
                        "counts":{"good":1,"held":1,"in":4,"rejected":1,"remade":1},\
                        "format":"cardwright-response-1",\
                        "held":[{"order":"B1-4","reason":"abandoned","record":4}],\
                        "issuer":"bank-one",\
                        "production":{"begun":0,"personalized":1,"prepared":1,"waiting":0},\
                        "public_key":"",\
                        "rejected":[{"field":"pan","order":"B1-3","reason":"the check digit is wrong","record":3,"rule":"S-101"}],\
                        "remade":[{"attempt":2,"order":"B1-2","record":2,"request":"r-17"}],\
                        "sequence_number":17,"signature":"","source_sha256":"SOURCE","state":"SEALED"}""".replace("BATCH", "ab".repeat(32)).replace("SOURCE", "cd".repeat(32)));
    }

    @Test
    void is_read_back_and_counted_and_its_signature_verifies() throws IOException {
        ResponseCheck check = ResponseFile.read(written());

        assertThat(check.head().counts()).isEqualTo(new ManifestHead.Counts(4, 1, 1, 1, 1));
        assertThat(check.head().sequenceNumber()).hasValue(17);
        assertThat(check.tally().numbers()).hasToString("{prepared=1, begun=0, waiting=0, personalized=1}");
        assertThat(isSigned(folder.resolve(ResponseFile.NAME))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"spoiled_chips\":1', '\"spoiled_chips\":0'",
        "'6019123400560001', '6019123400560002'",
        "'\"rule\":\"S-101\"', '\"rule\":\"S-102\"'",
        "'bank-one', 'bank-two'",
        "'B1-4', 'B1-5'"
    })
    void every_change_breaks_the_signature(String from, String to) throws IOException {
        Path file = written();
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));

        assertThat(isSigned(file)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"state\":\"PREPARED\"', '\"state\":\"BEGUN\"', of each state",
        "'\"state\":\"PREPARED\"', '\"state\":\"LOST\"', the state of a card",
        "'{\"card\":2,', '{\"card\":1,', ascending",
        "'\"good\":1,', '\"good\":2,', in = good",
        "'cardwright-response-1', 'cardwright-response-2', format",
        "'\"state\":\"SEALED\"', '\"state\":\"OPEN\"', a state",
        "'\"sequence_number\":17,', '\"sequence_number\":17,\"sequences\":1,', members"
    })
    void what_contradicts_itself_is_no_answer(String from, String to, String expected) throws IOException {
        Path file = written();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));

        assertThatThrownBy(() -> ResponseFile.read(file))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 2, 1, 1, 0, as many cards",
        "5, 1, 2, 1, 1, as many rejected",
        "5, 1, 1, 2, 1, as many held",
        "5, 0, 1, 1, 3, as many cards"
    })
    void a_list_that_is_shorter_than_its_count_is_found(
            int in, int good, int rejected, int held, int remade, String what) throws IOException {
        List<AnsweredCard> cards = what.endsWith("cards") ? CARDS.subList(0, 1) : CARDS;
        Path file = written(response(cards, new ManifestHead.Counts(in, good, rejected, held, remade)));

        assertThatThrownBy(() -> ResponseFile.read(file))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining(what);
    }

    @Test
    void a_chip_belongs_to_a_personalized_card_only() {
        assertThatThrownBy(() -> new AnsweredCard(1, "B1-1", AnsweredCard.State.WAITING, 1, Optional.of(CHIP)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

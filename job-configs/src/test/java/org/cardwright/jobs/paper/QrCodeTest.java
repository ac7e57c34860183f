package org.cardwright.jobs.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.ChecksumException;
import com.google.zxing.EncodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our code, read by a reader of others and held against a writer of others. */
class QrCodeTest {

    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    private static BitMatrix matrix(String text) {
        BitMatrix matrix = new BitMatrix(QrCode.SIZE);
        try (QrCode code = QrCode.of(text.getBytes(StandardCharsets.US_ASCII))) {
            for (int i = 0; i < QrCode.SIZE * QrCode.SIZE; i++) {
                if (code.isDark(i / QrCode.SIZE, i % QrCode.SIZE)) {
                    matrix.set(i % QrCode.SIZE, i / QrCode.SIZE);
                }
            }
        }
        return matrix;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 32, 64, 150, 200, 275, 309, 310, 311})
    void a_reader_of_others_reads_what_was_written(int length) throws FormatException, ChecksumException {
        String text = text(length);
        assertThat(new Decoder().decode(matrix(text)).getText()).isEqualTo(text);
    }

    /** Which of the eight masks is best is a matter of taste; under the same one not a module differs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 150, 311})
    void a_writer_of_others_writes_the_same_code(int length) throws WriterException {
        String text = text(length);
        BitMatrix ours = matrix(text);
        int same = 0;
        for (int mask = 0; mask < 8; mask++) {
            QRCode theirs = Encoder.encode(
                    text,
                    ErrorCorrectionLevel.M,
                    Map.of(EncodeHintType.QR_VERSION, 10, EncodeHintType.QR_MASK_PATTERN, mask));
            assertThat(theirs.getMode()).isEqualTo(Mode.ALPHANUMERIC);
            same += isSame(theirs.getMatrix(), ours) ? 1 : 0;
        }
        assertThat(same).isEqualTo(1);
    }

    private static boolean isSame(ByteMatrix theirs, BitMatrix ours) {
        for (int row = 0; row < QrCode.SIZE; row++) {
            for (int column = 0; column < QrCode.SIZE; column++) {
                if (ours.get(column, row) != (theirs.get(column, row) == 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void a_stain_does_no_harm_and_a_large_one_is_noticed() throws FormatException, ChecksumException {
        BitMatrix stained = matrix(text(200));
        stained.setRegion(30, 30, 8, 8);
        assertThat(new Decoder().decode(stained).getText()).isEqualTo(text(200));
        stained.setRegion(10, 20, 30, 30);
        assertThatThrownBy(() -> new Decoder().decode(stained))
                .isInstanceOfAny(ChecksumException.class, FormatException.class);
    }

    @Test
    void what_no_code_holds_is_refused() {
        assertThatThrownBy(() -> matrix(text(312))).hasMessageContaining("at most 311");
        assertThatThrownBy(() -> matrix("abc")).hasMessageContaining("character");
    }

    @Test
    void nothing_is_left_when_it_is_closed() {
        QrCode code = QrCode.of(text(100).getBytes(StandardCharsets.US_ASCII));
        assertThat(code.isDark(0, 0)).isTrue();
        code.close();
        for (int row = 0; row < QrCode.SIZE; row++) {
            for (int column = 0; column < QrCode.SIZE; column++) {
                assertThat(code.isDark(row, column)).isFalse();
            }
        }
    }
}

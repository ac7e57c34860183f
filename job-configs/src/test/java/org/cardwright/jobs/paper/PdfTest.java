package org.cardwright.jobs.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.cardwright.jobs.paper.Pdf.Style;
import org.junit.jupiter.api.Test;

/** Our documents, read by a reader of others. */
class PdfTest {

    private static final String CODED = "01ABCDEFGHJKMNPQ";

    private static byte[] document() {
        try (Pdf pdf = new Pdf();
                QrCode code = QrCode.of(CODED.getBytes(StandardCharsets.US_ASCII))) {
            pdf.page().text(Style.HEADING, 56, 780, "KEY SHARE (1) of 5 \\ 3");
            pdf.text(Style.TYPED, 56, 740, "01 ABCD EFGH\n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
            pdf.code(code, 56, 400, 200);
            pdf.page().text(Style.PLAIN, 56, 780, "second page");
            return pdf.toBytes();
        }
    }

    @Test
    void a_reader_of_others_finds_every_line_and_page() throws IOException {
        try (PDDocument read = Loader.loadPDF(document())) {
            assertThat(read.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(read).lines())
                    .contains("KEY SHARE (1) of 5 \\ 3", "01 ABCD EFGH??", "second page");
        }
    }

    @Test
    void a_scanner_reads_the_code_on_the_page() throws IOException, ReaderException {
        try (PDDocument read = Loader.loadPDF(document())) {
            BufferedImage page = new PDFRenderer(read).renderImageWithDPI(0, 100);
            int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            BinaryBitmap seen = new BinaryBitmap(
                    new HybridBinarizer(new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels)));
            assertThat(new QRCodeReader().decode(seen).getText()).isEqualTo(CODED);
        }
    }

    @Test
    void a_buffer_that_grows_keeps_its_bytes_and_loses_them_when_closed() {
        WipedBuffer buffer = new WipedBuffer();
        byte[] part = new byte[10_000];
        Arrays.fill(part, (byte) 7);
        buffer.put(part).put(part).put(part);
        assertThat(buffer.toBytes()).hasSize(30_000).containsOnly((byte) 7);
        buffer.close();
        assertThat(buffer.size()).isZero();
        assertThat(document()).isEqualTo(document());
    }
}

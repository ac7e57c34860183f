package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.surface.EmbossingRecord;
import org.cardwright.perso.surface.SurfaceData;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The head of the embossing files against the layout: fonts, heights and foils of all cards of the file. */
class FormatRecordsTest {

    private static final String GROUP = GoldenCards.VISA_GROUP;

    @TempDir
    private Path parent;

    private static SurfaceLayout layout() throws IOException {
        try {
            return SurfaceLayoutFile.load(Path.of(Objects.requireNonNull(
                            FormatRecordsTest.class.getResource("/org/cardwright/perso/surface/topped.xml"))
                    .toURI()));
        } catch (URISyntaxException missing) {
            throw new IOException(missing);
        }
    }

    private static VerificationContext context(Optional<SurfaceLayout> layout) {
        return new VerificationContext(
                GoldenCards.caKeys(),
                TestVault.module().seals(),
                Optional.of(TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY)),
                Optional.empty(),
                Optional.empty(),
                new Expectations() {
                    @Override
                    public Optional<CardApplication> order(String reference) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<EffectiveProduct> product(String group, String order) {
                        return Optional.of(GoldenCards.product(group));
                    }

                    @Override
                    public Optional<SurfaceLayout> surface(EffectiveProduct product) {
                        return layout;
                    }
                });
    }

    private SealedBatchEdit batch() throws IOException {
        ByteString head = EmbossingRecord.formatRecord(layout()).orElseThrow();
        Map<Channel, GroupFiles.Frame> frames = new EnumMap<>(Channel.class);
        frames.put(Channel.CHIP, GroupFiles.Frame.NONE);
        frames.put(Channel.EMBOSS, new GroupFiles.Frame(head, ByteString.EMPTY));
        SurfaceData data = new SurfaceData(
                Pan.of("4761739001010119"),
                "",
                ExpirationDate.ofYymm("2512"),
                "CARDHOLDER/TEST",
                List.of(),
                "",
                "",
                "",
                "");
        Map<Channel, ByteString> channels =
                Map.of(Channel.CHIP, GoldenCards.VISA, Channel.EMBOSS, EmbossingRecord.format(layout(), data));
        Path sealed = new SealedBatch()
                .group(new GroupFiles(GROUP, frames, true))
                .card(GoldenCards.VISA_ORDER, GROUP, channels)
                .seal(parent.resolve("sealed"));
        return SealedBatchEdit.copyOf(sealed, parent.resolve("edited"));
    }

    @Test
    void the_head_that_was_written_is_the_one_that_is_expected() throws IOException {
        assertThat(batch().fired(context(Optional.of(layout())))).doesNotContain(VerificationRule.FORMAT_RECORD);
    }

    @ParameterizedTest
    @CsvSource({
        "emboss.cpx, 1#FC2#0843:T1, 1#FC1#0843:T1, another font",
        "emboss.cpx, #0843, #0844, another height",
        "emboss.cpx, :T1, :T2, another foil",
        "emboss.cpx, #DCL#080401, #DCL#080400, another left edge",
        "emboss-chip.cpx, :T2, :T1, another foil for the inline machine",
        "emboss-chip.cpx, #FC4#1181, #FC1#1181, the value raised"
    })
    void a_head_that_differs_is_found(String file, String from, String to, String what) throws IOException {
        SealedBatchEdit edited = batch().file(GROUP + "/" + file, from, to);

        assertThat(edited.fired(context(Optional.of(layout())))).as(what).contains(VerificationRule.FORMAT_RECORD);
        assertThat(edited.fired(context(Optional.empty())))
                .as("nothing to compare with")
                .doesNotContain(VerificationRule.FORMAT_RECORD);
    }
}

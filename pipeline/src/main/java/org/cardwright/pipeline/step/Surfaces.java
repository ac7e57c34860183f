package org.cardwright.pipeline.step;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.lint.KnownSurfaces;
import org.cardwright.formats.screening.EmbossFont;
import org.cardwright.formats.screening.EmbossFonts;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.surface.EmbossingRecord;
import org.cardwright.perso.surface.LaserRecord;
import org.cardwright.perso.surface.SurfaceData;
import org.cardwright.perso.surface.SurfaceField;
import org.cardwright.perso.surface.SurfaceLayout;

/** What a product puts beside the chip: which files there are, and the record of a card in each. */
public final class Surfaces {

    private final Map<String, SurfaceLayout> layouts;

    /** Over the layouts of a configuration, by name. */
    public Surfaces(Map<String, SurfaceLayout> layouts) {
        this.layouts = Map.copyOf(layouts);
    }

    /**
     * The layout of a product, empty when its card shows and carries nothing, or when there is no such layout: then the linter
     * lets no order of the product pass.
     */
    public Optional<SurfaceLayout> layout(EffectiveProduct product) {
        return product.surface().map(layouts::get);
    }

    /** True when the product names a layout that is not there. */
    public boolean isMissing(EffectiveProduct product) {
        return product.surface().isPresent() && layout(product).isEmpty();
    }

    /** True when the card of the product shows the value, named by its {@link SurfaceField}. */
    public boolean shows(EffectiveProduct product, String field) {
        return layout(product).filter(layout -> shown(layout).contains(field)).isPresent();
    }

    private static Set<String> shown(SurfaceLayout layout) {
        return Stream.concat(
                        layout.emboss().stream()
                                .flatMap(zone -> zone.lines().stream())
                                .map(SurfaceLayout.Line::field),
                        layout.laser().stream().map(SurfaceLayout.Text::field))
                .map(SurfaceField::name)
                .collect(Collectors.toSet());
    }

    /** Layouts and fonts as the linter asks for them. */
    public KnownSurfaces known(EmbossFonts fonts) {
        return new Known(layouts, fonts);
    }

    private static final class Known implements KnownSurfaces {

        private static final Set<SurfaceField> FREE_TEXTS = EnumSet.of(
                SurfaceField.CARDHOLDER_NAME,
                SurfaceField.LINE_1,
                SurfaceField.LINE_2,
                SurfaceField.LINE_3,
                SurfaceField.LINE_4);

        private final Map<String, SurfaceLayout> layouts;
        private final EmbossFonts fonts;

        Known(Map<String, SurfaceLayout> layouts, EmbossFonts fonts) {
            this.layouts = layouts;
            this.fonts = fonts;
        }

        @Override
        public Optional<Set<Integer>> font(String name) {
            return fonts.find(name).map(EmbossFont::characters);
        }

        @Override
        public Optional<Surface> surface(String name) {
            return Optional.ofNullable(layouts.get(name)).map(Known::shape);
        }

        private static Surface shape(SurfaceLayout layout) {
            List<SurfaceLayout.Line> lines =
                    layout.emboss().map(SurfaceLayout.Emboss::lines).orElse(List.of());
            Map<String, Set<Integer>> typefaces = new TreeMap<>();
            lines.stream()
                    .filter(line -> FREE_TEXTS.contains(line.field()))
                    .forEach(line -> typefaces.put(line.font().name(), characters(line.font())));
            Set<Integer> tracks =
                    layout.tracks().stream().map(track -> track.ordinal() + 1).collect(Collectors.toSet());
            Set<String> raised = lines.stream()
                    .filter(line -> line.font().kind() == SurfaceLayout.Kind.RAISED)
                    .map(line -> line.field().name())
                    .collect(Collectors.toSet());
            return new Surface(shown(layout), raised, typefaces, tracks);
        }

        private static Set<Integer> characters(SurfaceLayout.Font font) {
            return font.characters().codePoints().boxed().collect(Collectors.toSet());
        }
    }

    /** One group of files per product and plastic. */
    public List<GroupFiles> groups(Collection<EffectiveProduct> products) {
        Map<String, GroupFiles> groups = new TreeMap<>();
        products.forEach(product -> groups.put(product.group(), group(product)));
        return List.copyOf(groups.values());
    }

    private GroupFiles group(EffectiveProduct product) {
        Map<Channel, GroupFiles.Frame> frames = new EnumMap<>(Channel.class);
        frames.put(Channel.CHIP, GroupFiles.Frame.NONE);
        layout(product).ifPresent(layout -> addFrames(frames, layout));
        return new GroupFiles(product.group(), frames, frames.containsKey(Channel.EMBOSS));
    }

    private static void addFrames(Map<Channel, GroupFiles.Frame> frames, SurfaceLayout layout) {
        if (layout.emboss().isPresent()) {
            ByteString head = EmbossingRecord.formatRecord(layout).orElse(ByteString.EMPTY);
            frames.put(Channel.EMBOSS, new GroupFiles.Frame(head, ByteString.EMPTY));
        }
        if (!layout.laser().isEmpty()) {
            frames.put(Channel.LASER, new GroupFiles.Frame(LaserRecord.fileStart(layout), LaserRecord.fileEnd()));
        }
        if (!layout.tracks().isEmpty()) {
            frames.put(Channel.TRACK, GroupFiles.Frame.NONE);
        }
    }

    /**
     * The records of a card outside its chip.
     *
     * @throws org.cardwright.perso.surface.SurfaceTextException when a text does not fit the layout
     * @throws IllegalStateException when the product names a layout that is not there and the linter was not asked
     */
    Map<Channel, ByteString> format(PreparedCard card) {
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        EffectiveProduct product = card.profiled().product();
        if (isMissing(product)) {
            throw new IllegalStateException("product " + product.id() + " is made without its surface layout");
        }
        layout(product).ifPresent(layout -> {
            SurfaceData data = data(card);
            if (layout.emboss().isPresent()) {
                channels.put(Channel.EMBOSS, EmbossingRecord.format(layout, data));
            }
            if (!layout.laser().isEmpty()) {
                String order = card.profiled().application().orderReference();
                channels.put(Channel.LASER, LaserRecord.format(layout, order, data));
            }
            if (!layout.tracks().isEmpty()) {
                channels.put(Channel.TRACK, EmbossingRecord.stripe(layout, data));
            }
        });
        return channels;
    }

    private static SurfaceData data(PreparedCard card) {
        CardApplication order = card.profiled().application();
        String effective = String.format(
                Locale.ROOT,
                "%02d%02d",
                order.effectiveDate().getMonthValue(),
                order.effectiveDate().getYear() % 100);
        return new SurfaceData(
                order.pan(),
                effective,
                order.expirationDate(),
                order.embossedName(),
                order.embossLines(),
                card.tracks().track1(),
                card.tracks().track2(),
                card.tracks().track3(),
                card.printedValue().orElse(""));
    }
}

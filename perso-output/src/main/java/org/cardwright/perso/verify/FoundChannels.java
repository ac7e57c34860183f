package org.cardwright.perso.verify;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.perso.file.Channel;

/** The channels that a card has in the files, whatever it was meant to have. */
final class FoundChannels {

    private FoundChannels() {}

    static Set<CardChannel> of(
            Map<Channel, ByteString> files, List<CardView> views, Optional<EffectiveProduct> product) {
        Set<CardChannel> found = EnumSet.noneOf(CardChannel.class);
        if (files.containsKey(Channel.CHIP)) {
            found.add(CardChannel.CHIP);
        }
        Optional<ByteString> emboss = Optional.ofNullable(files.get(Channel.EMBOSS));
        boolean embossed =
                emboss.filter(record -> !Surfaces.embossed(record).isEmpty()).isPresent();
        if (embossed || files.containsKey(Channel.LASER)) {
            found.add(CardChannel.VISUAL);
        }
        boolean encoded = emboss.flatMap(Surfaces::stripeOfEmbossing).isPresent();
        if (encoded || files.containsKey(Channel.TRACK)) {
            found.add(CardChannel.STRIPE);
        }
        if (product.isPresent() && hasPin(views, product.get().applications())) {
            found.add(CardChannel.PIN);
        }
        return found;
    }

    /** Only the product tells which data grouping holds the PIN block. */
    private static boolean hasPin(List<CardView> views, List<ApplicationProfile> profiles) {
        for (int i = 0; i < Math.min(views.size(), profiles.size()); i++) {
            ChipApplication application = views.get(i).application();
            if (profiles.get(i).dgis().stream()
                    .anyMatch(dgi -> dgi instanceof DgiProfile.Pin pin && application.has(pin.dgi()))) {
                return true;
            }
        }
        return false;
    }
}

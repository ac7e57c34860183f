package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.AppletRecipe;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.virtualcard.VirtualCard.Surroundings;

/** The applications of a card in the order in which a partial name finds them. */
final class InstalledApplets implements AutoCloseable {

    private static final int MIN_AID_BYTES = 5;
    private static final int MAX_AID_BYTES = 16;

    private final ChipRecipe recipe;
    private final Surroundings surroundings;
    private final List<VirtualApplet> applets = new ArrayList<>();

    InstalledApplets(ChipRecipe recipe, Surroundings surroundings) {
        this.recipe = recipe;
        this.surroundings = surroundings;
    }

    /** As the card maker installs them. */
    void add(ByteString aid) {
        AppletRecipe applet = recipe.applet(aid)
                .orElseThrow(() -> new IllegalArgumentException(
                        "chip " + recipe.chip() + " has no applet for application " + aid.toHex()));
        applets.add(new VirtualApplet(aid, recipe, applet, surroundings));
    }

    /** By INSTALL: the module must be the one whose applet takes the identifier. */
    void install(InstallCommand command, ByteString loadFile) {
        ByteString aid = command.application();
        require(command.loadFile().equals(loadFile), CardRefusal.NOT_RECOGNISED);
        require(aid.size() >= MIN_AID_BYTES && aid.size() <= MAX_AID_BYTES, CardRefusal.WRONG_DATA);
        AppletRecipe applet = recipe.applet(aid).orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
        require(applet.aids().contains(command.module()), CardRefusal.NOT_RECOGNISED);
        require(applets.stream().noneMatch(there -> there.aid().equals(aid)), CardRefusal.CONDITIONS);
        applets.add(new VirtualApplet(aid, recipe, applet, surroundings));
    }

    /** The application of a whole identifier. */
    VirtualApplet find(ByteString aid) {
        return applets.stream()
                .filter(applet -> applet.aid().equals(aid))
                .findFirst()
                .orElseThrow(() -> new CardRefusal(CardRefusal.NOT_RECOGNISED));
    }

    /** Has the issuer blocked the whole card through one of its applications? EMV 4.4 Book 3, 6.5.3. */
    boolean isCardBlocked() {
        return applets.stream().anyMatch(VirtualApplet::hasBlockedCard);
    }

    int size() {
        return applets.size();
    }

    VirtualApplet get(int place) {
        return applets.get(place);
    }

    @Override
    public void close() {
        applets.forEach(VirtualApplet::close);
    }
}

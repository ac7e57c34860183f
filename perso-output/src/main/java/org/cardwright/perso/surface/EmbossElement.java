package org.cardwright.perso.surface;

import static org.cardwright.perso.surface.SurfaceLayoutFile.children;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.perso.surface.SurfaceLayout.Kind;
import org.cardwright.perso.surface.SurfaceLayout.Side;
import org.cardwright.perso.surface.SurfaceLayout.Topping;
import org.w3c.dom.Element;

/** Reads what a layout embosses: raised lines with their foils, and indent printing. ISO/IEC 7811-1. */
final class EmbossElement {

    /** Machine font of indent printing in the Datacard CPX style. */
    private static final int INDENT_FONT = 4;

    private static final String NO_FOIL = "none";

    /** How far the topping module of one family of desktop embossers reaches: 280 to 3025 and 135 to 860 mil. */
    private static final SurfaceLayout.Zone USUAL = new SurfaceLayout.Zone(7_112, 76_835, 3_429, 21_844);

    /** Fields that have a meaning of their own in a record: {@code #REP#2} would make a card twice. Machine formats B1. */
    private static final Set<String> TAKEN =
            Set.of("DCC", "DCL", "EMB", "ENC", "END", "CHP", "REP", "CMP", "TRK", "FED", "VER", "ERR", "GTW", "GRD");

    private final Element zone;
    private final Map<String, SurfaceLayout.Font> fonts = new HashMap<>();
    private final Map<String, Topping> toppings = new HashMap<>();
    private final List<SurfaceLayout.Line> lines = new ArrayList<>();

    private EmbossElement(Element zone) {
        this.zone = zone;
    }

    /**
     * Reads the zone.
     *
     * @throws IllegalArgumentException when a line contradicts its font or foil; the message names line and rule
     */
    static SurfaceLayout.Emboss read(Element zone) {
        EmbossElement element = new EmbossElement(zone);
        children(zone, "topping").forEach(element::topping);
        children(zone, "font").forEach(element::font);
        children(zone, "line").forEach(element::line);
        return new SurfaceLayout.Emboss(SurfaceLayoutFile.number(zone, "left-um"), element.lines);
    }

    private void topping(Element said) {
        String foil = said.getAttribute("foil");
        String field = said.getAttribute("field");
        require(!foil.equals(NO_FOIL), "topping", "a foil is not called " + NO_FOIL);
        require(
                field.isEmpty() || !TAKEN.contains(field.substring(1, 4)),
                "topping " + foil,
                "the field has a meaning of its own in a record");
        require(
                field.isEmpty()
                        || toppings.values().stream()
                                .noneMatch(other -> other.field().equals(field)),
                "topping " + foil,
                "another foil has the same field");
        SurfaceLayout.Zone reach = new SurfaceLayout.Zone(
                number(said, "left-um", USUAL.leftUm()),
                number(said, "right-um", USUAL.rightUm()),
                number(said, "bottom-um", USUAL.bottomUm()),
                number(said, "top-um", USUAL.topUm()));
        toppings.put(foil, new Topping(foil, said.getAttribute("location"), field, reach));
    }

    private void font(Element said) {
        int id = SurfaceLayoutFile.number(said, "id");
        int pitch = SurfaceLayoutFile.number(said, "pitch-um");
        require(pitch > 0, "font " + id, "pitch-um is 0, required above 0");
        Kind usual = id == INDENT_FONT ? Kind.INDENT : Kind.RAISED;
        Kind kind = said.hasAttribute("kind") ? Kind.valueOf(upper(said, "kind")) : usual;
        fonts.put(
                said.getAttribute("id"),
                new SurfaceLayout.Font(id, said.getAttribute("name"), pitch, said.getAttribute("characters"), kind));
    }

    private void line(Element said) {
        String place = "emboss line " + (lines.size() + 1);
        SurfaceLayout.Font font = fonts.get(said.getAttribute("font"));
        if (font == null) {
            throw new IllegalArgumentException(place + ": no font " + said.getAttribute("font"));
        }
        boolean raised = font.kind() == Kind.RAISED;
        Side usual = raised ? Side.FRONT : Side.BACK;
        Side side = said.hasAttribute("side") ? Side.valueOf(upper(said, "side")) : usual;
        require(!raised || side == Side.FRONT, place, "raised characters stand on the front");
        Optional<Topping> topping = topping(said, place, raised);
        int indent = number(said, "indent", 0);
        int y = SurfaceLayoutFile.number(said, "y-um");
        int x = SurfaceLayoutFile.number(zone, "left-um") + indent * font.pitchUm();
        topping.ifPresent(foil -> require(
                foil.zone().holds(x, y),
                place,
                "x " + x + " um, y " + y + " um is outside the zone of foil " + foil.foil()));
        lines.add(new SurfaceLayout.Line(
                font, y, indent, SurfaceField.valueOf(said.getAttribute("field")), side, topping));
    }

    /** The foil of the layout is for all raised lines; one that a line names must be possible. */
    private Optional<Topping> topping(Element said, String place, boolean raised) {
        boolean own = said.hasAttribute("topping");
        String foil = own ? said.getAttribute("topping") : zone.getAttribute("topping");
        if (foil.isEmpty() || foil.equals(NO_FOIL) || (!own && !raised)) {
            return Optional.empty();
        }
        require(raised, place, "indent printing is not raised, no foil can be put on it");
        require(toppings.containsKey(foil), place, "no topping " + foil);
        return Optional.ofNullable(toppings.get(foil));
    }

    private static int number(Element element, String attribute, int standard) {
        return element.hasAttribute(attribute) ? SurfaceLayoutFile.number(element, attribute) : standard;
    }

    private static String upper(Element element, String attribute) {
        return element.getAttribute(attribute).toUpperCase(Locale.ROOT);
    }

    private static void require(boolean right, String place, String rule) {
        if (!right) {
            throw new IllegalArgumentException(place + ": " + rule);
        }
    }
}

package io.mainstay.journal;

import io.mainstay.vrrp.router.Command;
import java.util.LinkedHashMap;
import java.util.Map;

/** Commands as a journal names them: a word, or an object where an operator wants more. Pure. */
final class Outputs {
    private Outputs() {}

    static Object of(Command command) {
        return switch (command) {
            case Command.SendAdvertisement c ->
                c.router() + " send " + c.advertisement().priority();
            case Command.HoldAddresses c ->
                c.router() + " hold " + c.addresses().size();
            case Command.RemoveAddresses c ->
                c.router() + " remove " + c.addresses().size();
            case Command.Announce c -> c.router() + " announce " + c.addresses().size() + " x " + c.repeat();
            case Command.StateChanged c -> changed(c);
            case Command.GroupChanged c -> changed(c);
            case Command.Note c -> note(c);
        };
    }

    /** Whether a replay must come to the same: all but remarks, whose number depends on what was said before. */
    static boolean isDecision(Object output) {
        return !(output instanceof Map<?, ?> map && map.containsKey("note"));
    }

    private static Map<String, Object> changed(Command.StateChanged c) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("router", c.router());
        out.put("from", c.from().name());
        out.put("to", c.to().name());
        out.put("priority", c.priority());
        out.put("reason", c.reason());
        out.put("stopping", c.stopping());
        return out;
    }

    private static Map<String, Object> changed(Command.GroupChanged c) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("group", c.router());
        out.put("from", c.from().name());
        out.put("to", c.to().name());
        out.put("reason", c.reason());
        out.put("stopping", c.stopping());
        return out;
    }

    private static Map<String, Object> note(Command.Note c) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("router", c.router());
        out.put("note", c.text());
        out.put("warning", c.warning());
        return out;
    }
}

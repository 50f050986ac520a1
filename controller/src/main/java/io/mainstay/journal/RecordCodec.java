package io.mainstay.journal;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Packet;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The core's records as JSON values and back, by their components, so that a component that is added is in the journal
 * without another word. An alternative of a sealed interface carries its simple name under {@code "@"}. Not thread-safe.
 */
final class RecordCodec {
    /** The key of an alternative's name. */
    private static final String KIND = "@";

    private final Secrets secrets;

    RecordCodec(Secrets secrets) {
        this.secrets = secrets;
    }

    // -- to JSON ------------------------------------------------------------------------------------------------

    /** @throws IllegalArgumentException when a value's type is none that the journal knows */
    @Nullable
    Object encode(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String s -> s;
            case Number n -> n;
            case Boolean b -> b;
            case Enum<?> e -> e.name();
            case Duration d -> d.toNanos();
            case IpAddress a -> a.toString();
            case Cidr c -> c.toString();
            case byte[] b -> HexFormat.of().formatHex(b);
            case Password p -> secrets.name(p);
            case Packet p -> components(secrets.masked(p));
            case List<?> list -> list.stream().map(this::encode).toList();
            case Set<?> set -> new ArrayList<>(new TreeSet<>(set));
            case Map<?, ?> map -> map(map);
            case Record r -> components(r);
            default -> throw new IllegalArgumentException("type: " + value.getClass() + " (expected: a record)");
        };
    }

    private Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> out = new TreeMap<>();
        map.forEach((key, value) -> out.put(String.valueOf(key), encode(value)));
        return out;
    }

    private Map<String, @Nullable Object> components(Record r) {
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        if (isAlternative(r.getClass())) {
            out.put(KIND, r.getClass().getSimpleName());
        }
        for (RecordComponent c : r.getClass().getRecordComponents()) {
            out.put(c.getName(), encode(read(r, c)));
        }
        return out;
    }

    private static boolean isAlternative(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    private static @Nullable Object read(Record r, RecordComponent c) {
        try {
            return c.getAccessor().invoke(r);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("component: " + c, e);
        }
    }

    // -- from JSON ----------------------------------------------------------------------------------------------

    /**
     * Reads a value of a type that is known beforehand.
     *
     * @throws IllegalArgumentException when it is none
     */
    <T> T decode(@Nullable Object json, Class<T> type) {
        Object value = decode(json, (Type) type);
        if (value == null) {
            throw new IllegalArgumentException("null (expected: " + type.getSimpleName() + ")");
        }
        return type.cast(value);
    }

    private @Nullable Object decode(@Nullable Object json, Type type) {
        if (json == null) {
            return null;
        }
        if (type instanceof ParameterizedType p) {
            return container(json, p);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isSealed() && wanted.isInterface()) {
            return record(object(json), alternative(wanted, object(json)));
        }
        return wanted.isRecord() && wanted != Cidr.class ? record(object(json), wanted) : plain(json, wanted);
    }

    private Object container(Object json, ParameterizedType type) {
        Type[] elements = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            object(json)
                    .forEach((key, value) -> map.put(
                            key, Optional.ofNullable(decode(value, elements[1])).orElseThrow()));
            return map;
        }
        if (!(json instanceof List<?> list)) {
            throw new IllegalArgumentException(json + " (expected: a list)");
        }
        List<Object> values = new ArrayList<>();
        list.forEach(each ->
                values.add(Optional.ofNullable(decode(each, elements[0])).orElseThrow()));
        return type.getRawType() == Set.class ? new HashSet<>(values) : values;
    }

    private static Object plain(Object json, Class<?> type) {
        String text = json.toString();
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Boolean.valueOf(text);
        }
        if (type == Duration.class) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        if (type == IpAddress.class) {
            return IpAddress.of(text);
        }
        if (type == Cidr.class) {
            return Cidr.of(text);
        }
        if (type == byte[].class) {
            return HexFormat.of().parseHex(text);
        }
        if (type == Password.class) {
            return Password.of(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(c -> c.toString().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException(text + " (expected: a " + type.getSimpleName() + ")"));
        }
        throw new IllegalArgumentException("type: " + type + " (expected: one that the journal knows)");
    }

    private static Class<?> alternative(Class<?> sealed, Map<String, Object> json) {
        String kind = String.valueOf(json.get(KIND));
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(c -> c.getSimpleName().equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(kind + " (expected: a kind of " + sealed.getSimpleName() + ")"));
    }

    private Object record(Map<String, Object> json, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = decode(json.get(components[i].getName()), components[i].getGenericType());
            if (values[i] == null && types[i].isPrimitive()) {
                throw new IllegalArgumentException(type.getSimpleName() + " without " + components[i].getName());
            }
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + e, e);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have texts for keys
    private static Map<String, Object> object(Object json) {
        if (json instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException(json + " (expected: an object)");
    }
}

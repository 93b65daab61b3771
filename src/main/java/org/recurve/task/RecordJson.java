package org.recurve.task;

import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;

/**
 * Reads records from JSON objects. Gson does so by itself since 2.10; a notebook under IJava gets
 * the 2.8 that IJava brings.
 */
final class RecordJson implements JsonDeserializer<Record> {

    @Override
    public Record deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
        Class<?> record = TypeToken.get(type).getRawType();
        RecordComponent[] components = record.getRecordComponents();
        JsonObject object = json.getAsJsonObject();
        Object[] values =
                Arrays.stream(components)
                        .map(
                                component ->
                                        value(object.get(component.getName()), component, context))
                        .toArray();
        try {
            Constructor<?> constructor =
                    record.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return (Record) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new JsonParseException(
                    record.getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new JsonParseException("cannot make a " + record.getName(), e);
        }
    }

    /** What is missing is zero, false or null, as in Gson. */
    private static Object value(
            JsonElement json, RecordComponent component, JsonDeserializationContext context) {
        Class<?> type = component.getType();
        return json == null && type.isPrimitive()
                ? Array.get(Array.newInstance(type, 1), 0)
                : context.deserialize(json, component.getGenericType());
    }
}

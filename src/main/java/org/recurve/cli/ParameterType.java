package org.recurve.cli;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import org.recurve.core.RecurveException;

/**
 * The types a parameter can have: how a value is read from the command line and written in Java.
 */
enum ParameterType {
    STRING("text"),
    INT("a whole number (int)"),
    LONG("a whole number (long)"),
    FLOAT("a number (float)"),
    DOUBLE("a number (double)"),
    BOOLEAN("true or false");

    private final String expected;

    ParameterType(String expected) {
        this.expected = expected;
    }

    /**
     * {@return the declared type, for {@code var} that of the literal; {@code null} where the value
     * is no literal of one of these types}
     *
     * @param variable with an initializer
     */
    static ParameterType of(VariableTree variable) {
        Object value = value(variable.getInitializer());
        if (value == null) {
            return null;
        }
        Tree declared = variable.getType();
        String name = declared == null ? "var" : declared.toString();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "String" -> STRING;
            case "int", "Integer" -> INT;
            case "long", "Long" -> LONG;
            case "float", "Float" -> FLOAT;
            case "double", "Double" -> DOUBLE;
            case "boolean", "Boolean" -> BOOLEAN;
            case "var" -> ofValue(value);
            default -> null;
        };
    }

    private static ParameterType ofValue(Object value) {
        if (value instanceof String) {
            return STRING;
        } else if (value instanceof Integer) {
            return INT;
        } else if (value instanceof Long) {
            return LONG;
        } else if (value instanceof Float) {
            return FLOAT;
        } else if (value instanceof Double) {
            return DOUBLE;
        }
        return value instanceof Boolean ? BOOLEAN : null;
    }

    /** {@return the value of a literal, or of one with a minus before it; else {@code null}} */
    static Object value(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal) {
            return literal.getValue();
        }
        if (expression instanceof UnaryTree unary
                && unary.getKind() == Tree.Kind.UNARY_MINUS
                && unary.getExpression() instanceof LiteralTree literal) {
            Object value = literal.getValue();
            if (value instanceof Integer number) {
                return -number;
            } else if (value instanceof Long number) {
                return -number;
            } else if (value instanceof Float number) {
                return -number;
            } else if (value instanceof Double number) {
                return -number;
            }
        }
        return null;
    }

    /**
     * Reads a value from the command line.
     *
     * @param name of the parameter, for the message
     * @param text as typed
     * @throws RecurveException if it does not fit
     */
    Object parse(String name, String text) {
        try {
            return switch (this) {
                case STRING -> text;
                case INT -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case FLOAT -> finite(Float.valueOf(text));
                case DOUBLE -> finite(Double.valueOf(text));
                case BOOLEAN -> bool(text);
            };
        } catch (IllegalArgumentException e) {
            throw new RecurveException(
                    "-p "
                            + name
                            + "="
                            + text
                            + ": expected "
                            + expected
                            + ", as the notebook declares",
                    e);
        }
    }

    /** {@return a value of this type as a Java literal} */
    String literal(Object value) {
        return switch (this) {
            case STRING -> quote((String) value);
            case LONG -> value + "L";
            case FLOAT -> value + "f";
            case INT, DOUBLE, BOOLEAN -> value.toString();
        };
    }

    private static Object bool(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException(text);
    }

    private static Object finite(Number number) {
        if (Double.isFinite(number.doubleValue())) {
            return number;
        }
        throw new IllegalArgumentException(number + " cannot be written as a literal");
    }

    private static String quote(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' ') {
                        literal.append(String.format("\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}

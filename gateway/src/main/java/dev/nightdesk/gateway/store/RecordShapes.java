package dev.nightdesk.gateway.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells Jackson what it would otherwise be told by annotations on the records, which know no
/// library.
final class RecordShapes extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  private static final JsonTypeInfo.Value BY_SIMPLE_NAME =
      JsonTypeInfo.Value.construct(
          JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "is", null, false, true, null);

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated where) {
    return (where instanceof AnnotatedClass type && isInSealedFamily(type.getRawType()))
        ? BY_SIMPLE_NAME
        : super.findPolymorphicTypeInfo(config, where);
  }

  @Override
  public @Nullable String findTypeName(AnnotatedClass type) {
    return isInSealedFamily(type.getRawType())
        ? type.getRawType().getSimpleName()
        : super.findTypeName(type);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated where) {
    var type = where.getRawType();
    if (!type.isSealed()) {
      return super.findSubtypes(where);
    }
    return members(type).map(member -> new NamedType(member, member.getSimpleName())).toList();
  }

  /// The records at the ends of a family, through families within it.
  static Stream<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(RecordShapes::members)
        : Stream.of(type);
  }

  static boolean isInSealedFamily(Class<?> type) {
    return type.isSealed() || Stream.of(type.getInterfaces()).anyMatch(Class::isSealed);
  }

  @Override
  public @Nullable Boolean hasAsValue(Annotated where) {
    return (where instanceof AnnotatedMethod method
            && wrapsOneValue(method.getDeclaringClass())
            && method
                .getName()
                .equals(method.getDeclaringClass().getRecordComponents()[0].getName()))
        ? Boolean.TRUE
        : super.hasAsValue(where);
  }

  @Override
  public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated where) {
    return (where instanceof AnnotatedConstructor constructor
            && wrapsOneValue(constructor.getDeclaringClass()))
        ? JsonCreator.Mode.DELEGATING
        : super.findCreatorAnnotation(config, where);
  }

  private static boolean wrapsOneValue(Class<?> type) {
    return type.isRecord() && type.getRecordComponents().length == 1 && !isInSealedFamily(type);
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    return isRecordParameter(member)
        ? Boolean.valueOf(!isNullable((AnnotatedParameter) member))
        : super.hasRequiredMarker(member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated where) {
    return isRecordParameter(where) && !isNullable((AnnotatedParameter) where)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : super.findSetterInfo(where);
  }

  private static boolean isRecordParameter(Annotated where) {
    return where instanceof AnnotatedParameter parameter
        && parameter.getDeclaringClass().isRecord()
        && parameter.getOwner() instanceof AnnotatedConstructor;
  }

  private static boolean isNullable(AnnotatedParameter parameter) {
    var constructor = ((AnnotatedConstructor) parameter.getOwner()).getAnnotated();
    return constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
        Nullable.class);
  }
}

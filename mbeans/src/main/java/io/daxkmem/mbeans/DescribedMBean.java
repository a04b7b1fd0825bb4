package io.daxkmem.mbeans;

import static java.util.Comparator.comparing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** A standard MBean whose metadata comes from the {@link Description}s of its interface. */
final class DescribedMBean<T> extends StandardEmitterMBean {

  DescribedMBean(T implementation, Class<T> mbeanInterface, NotificationEmitter emitter) {
    super(implementation, mbeanInterface, emitter);
  }

  /** Sorts the operations by name, because the order of reflection differs between processes. */
  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanInfo info = super.getMBeanInfo();
    return new MBeanInfo(
        info.getClassName(),
        info.getDescription(),
        info.getAttributes(),
        info.getConstructors(),
        Arrays.stream(info.getOperations())
            .sorted(comparing(MBeanOperationInfo::getName))
            .toArray(MBeanOperationInfo[]::new),
        info.getNotifications(),
        info.getDescriptor());
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(getMBeanInterface()).orElse("");
  }

  @Override
  protected String getDescription(MBeanAttributeInfo attribute) {
    return Stream.of("get", "is")
        .flatMap(prefix -> methods(prefix + attribute.getName()))
        .findFirst()
        .flatMap(DescribedMBean::text)
        .orElse("");
  }

  @Override
  protected String getDescription(MBeanOperationInfo operation) {
    return method(operation).flatMap(DescribedMBean::text).orElse("");
  }

  @Override
  protected int getImpact(MBeanOperationInfo operation) {
    return method(operation)
        .map(method -> method.getAnnotation(Description.class))
        .map(Description::impact)
        .orElse(MBeanOperationInfo.UNKNOWN);
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return parameter(operation, sequence)
        .map(described -> described.getAnnotation(Description.class))
        .map(Description::value)
        .orElse("");
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return parameter(operation, sequence).map(Parameter::getName).orElse(parameter.getName());
  }

  private static Optional<String> text(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Description.class)).map(Description::value);
  }

  private Optional<Parameter> parameter(MBeanOperationInfo operation, int sequence) {
    return method(operation).map(method -> method.getParameters()[sequence]);
  }

  private Optional<Method> method(MBeanOperationInfo operation) {
    List<String> signature =
        Arrays.stream(operation.getSignature()).map(MBeanParameterInfo::getType).toList();
    return methods(operation.getName())
        .filter(
            method ->
                Arrays.stream(method.getParameterTypes())
                    .map(Class::getName)
                    .toList()
                    .equals(signature))
        .findFirst();
  }

  private Stream<Method> methods(String name) {
    return Arrays.stream(getMBeanInterface().getMethods())
        .filter(method -> method.getName().equals(name));
  }
}

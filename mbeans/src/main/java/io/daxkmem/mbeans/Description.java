package io.daxkmem.mbeans;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.MBeanOperationInfo;

/** The text that management clients show for an MBean, attribute, operation or parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Description {

  /** One sentence, including the unit if there is one. */
  String value();

  /** The impact of an operation, a constant of {@link MBeanOperationInfo}. */
  int impact() default MBeanOperationInfo.ACTION_INFO;
}

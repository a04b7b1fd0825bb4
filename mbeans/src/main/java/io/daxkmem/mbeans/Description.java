package io.daxkmem.mbeans;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.MBeanOperationInfo;

/** What a management client shows about an MBean, an attribute, an operation or a parameter. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@interface Description {

  /** A sentence, with the unit where there is one. */
  String value();

  /** Of an operation: one of {@link MBeanOperationInfo}'s. */
  int impact() default MBeanOperationInfo.ACTION_INFO;
}

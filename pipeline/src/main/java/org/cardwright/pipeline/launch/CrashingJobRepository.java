package org.cardwright.pipeline.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.cardwright.pipeline.step.CrashPoints;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Passes the crash points that lie between two transactions of the job repository. */
final class CrashingJobRepository implements BeanPostProcessor {

    private final CrashPoints crashPoints;

    CrashingJobRepository(CrashPoints crashPoints) {
        this.crashPoints = crashPoints;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof JobRepository repository ? around(repository) : bean;
    }

    private JobRepository around(JobRepository repository) {
        return (JobRepository) Proxy.newProxyInstance(
                JobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                (proxy, method, arguments) -> {
                    Object answer = call(repository, method, arguments);
                    if (method.getName().equals("createJobInstance")) {
                        crashPoints.pass(CrashPoints.Point.INSTANCE_CREATED, "");
                    } else if (method.getName().equals("createStepExecution")) {
                        crashPoints.pass(CrashPoints.Point.STEP_CREATED, String.valueOf(arguments[0]));
                    }
                    return answer;
                });
    }

    private static Object call(JobRepository repository, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}

import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the HL7 validator says of submissions. A line of standard input is {"name", "version": "4.0"|"4.3"|"5.0",
 * "text": the resource, as it would be sent}; a line of standard output is {"name", "valid", "errors": [{"severity",
 * "path", "id", "line", "column", "text"}]}, of errors and fatal ones only.
 *
 * <p>With the arguments `package FOLDER` the resources of version 4.0 are held against the profiles that they name too, as
 * far as the files of the folder define them.
 *
 * <p>With the argument `time` the submissions are kept and validated again and again after a warm-up, and the one line
 * written is {"count", "microseconds": of the processor, for one of them: the least mean of four rounds}.
 */
public final class Oracle {
    private record Submission(String name, String version, String text) {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Gson gson = new Gson();
        boolean packaged = arguments.length == 2 && arguments[0].equals("package");
        Validators validators = new Validators(packaged ? Path.of(arguments[1]) : null);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Submission> kept = new ArrayList<>();
        boolean timed = arguments.length == 1 && arguments[0].equals("time");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Submission submission = gson.fromJson(line, Submission.class);
            if (timed) {
                kept.add(submission);
            } else {
                out.println(gson.toJson(verdict(validators, submission)));
                out.flush();
            }
        }
        if (timed) {
            out.println(gson.toJson(time(validators, kept)));
            out.flush();
        }
    }

    private static JsonObject verdict(Validators validators, Submission submission) {
        JsonArray errors = new JsonArray();
        for (SingleValidationMessage message : messages(validators, submission)) {
            if (message.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal()) {
                JsonObject error = new JsonObject();
                error.addProperty("severity", message.getSeverity().getCode());
                error.addProperty("path", message.getLocationString());
                error.addProperty("id", message.getMessageId());
                error.addProperty("line", message.getLocationLine());
                error.addProperty("column", message.getLocationCol());
                error.addProperty("text", message.getMessage());
                errors.add(error);
            }
        }
        JsonObject verdict = new JsonObject();
        verdict.addProperty("name", submission.name());
        verdict.addProperty("valid", errors.isEmpty());
        verdict.add("errors", errors);
        return verdict;
    }

    /** A text that HAPI refuses with an exception is a fatal error at no place, named by the class of the exception. */
    private static List<SingleValidationMessage> messages(Validators validators, Submission submission) {
        FhirValidator validator = validators.of(submission.version());
        try {
            return validator.validateWithResult(submission.text()).getMessages();
        } catch (RuntimeException | LinkageError | StackOverflowError refused) {
            SingleValidationMessage message = new SingleValidationMessage();
            message.setSeverity(ResultSeverityEnum.FATAL);
            message.setMessageId("exception:" + refused.getClass().getSimpleName());
            message.setMessage(String.valueOf(refused.getMessage()));
            return List.of(message);
        }
    }

    private static JsonObject time(Validators validators, List<Submission> submissions) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 4; ++round) {
            long begun = thread.getCurrentThreadCpuTime();
            for (Submission submission : submissions) {
                messages(validators, submission);
            }
            least = Math.min(least, (thread.getCurrentThreadCpuTime() - begun) / 1000.0 / submissions.size());
        }
        JsonObject measured = new JsonObject();
        measured.addProperty("count", submissions.size());
        measured.addProperty("microseconds", least);
        return measured;
    }
}

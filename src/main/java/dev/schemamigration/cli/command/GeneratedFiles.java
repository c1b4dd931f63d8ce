package dev.schemamigration.cli.command;

import dev.schemamigration.autogenerate.Autogenerate;
import dev.schemamigration.autogenerate.Proposal;
import dev.schemamigration.autogenerate.RevisionFiles;
import dev.schemamigration.cli.option.AutogenerateOptions;
import dev.schemamigration.cli.output.ChangeListing;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.source.authoring.RevisionRequest;
import dev.schemamigration.source.authoring.RevisionWriter;
import dev.schemamigration.text.Printable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Writes the files of generated revisions, once they are proved. */
final class GeneratedFiles {
  private final CommandContext context;
  private final NewRevisionFile file;

  GeneratedFiles(CommandContext context, NewRevisionFile file) {
    this.context = context;
    this.file = file;
  }

  int write(RevisionRequest request, AutogenerateOptions options) {
    var schema = options.schema(context.inputs());
    var renames = options.renames(schema);
    var files = new RevisionFiles(file.folder().bundle(), request, file.ids(), Clock.systemUTC());
    var proposal =
        context
            .schemas()
            .compare(
                "schemactl revision",
                (comparison, databases) ->
                    new Autogenerate(comparison, databases)
                        .propose(files, schema, renames, options.safe()));
    return written(proposal, options);
  }

  private int written(Proposal proposal, AutogenerateOptions options) {
    proposal.notes().forEach(this::say);
    proposal.unproved().forEach(it -> say("Not proved: " + it));
    var proved = proposal.unproved().isEmpty();
    var writes = proved || options.unproved();
    var paths = new ArrayList<String>();
    if (writes) {
      var writer = new RevisionWriter(file.folder().bundle());
      proposal
          .files()
          .forEach(it -> paths.add(writer.write(file.folder().path(), it.draft()).toString()));
    } else {
      say("Nothing is written; --unproved writes it all the same, to be completed by hand");
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("changes", ChangeListing.objects(proposal.changes()));
    document.put("revisions", proposal.files().stream().map(it -> it.revision().id()).toList());
    document.put("paths", paths);
    document.put("proved", proved);
    document.put("unproved", proposal.unproved());
    document.put("notes", proposal.notes());
    context
        .output()
        .list(
            proposal.changes().isEmpty()
                ? List.of("No changes in schema detected; nothing is written.")
                : paths,
            document);
    return (writes ? ExitCode.OK : ExitCode.NO).number();
  }

  private void say(String line) {
    context.console().err().println(Printable.line(line));
  }
}

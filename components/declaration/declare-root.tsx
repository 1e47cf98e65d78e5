'use client';
import { PageFrame } from '../app/page-frame';
import { SignedIn } from '../app/signed-in';
import { useHash } from '../app/use-hash';
import { DeclareForm } from './declare-form';
import { DeclareHome } from './declare-home';
import { DraftEditor } from './draft-editor';

/** One static shell, three views by fragment: the overview, the form (`#new-3`), a draft to correct (`#draft-…`). */
export function DeclareRoot() {
  const hash = useHash();
  const draftId = /^draft-([0-9a-f-]{36})$/.exec(hash)?.[1];
  return (
    <PageFrame current="declare" width="form" aside={<SignedIn />} quiet={hash.startsWith('new')}>
      {draftId ? (
        <DraftEditor draftId={draftId} />
      ) : hash.startsWith('new') ? (
        <DeclareForm />
      ) : (
        <DeclareHome />
      )}
    </PageFrame>
  );
}

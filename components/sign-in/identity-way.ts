import { postAuth } from './post-auth';

/** The centre's name for the one provider that may be set up. */
const IDENTITY = 'identity';

/** Leaves for the identity provider, to sign in by it or to link it; false where that could not begin. */
export async function goToProvider(path: '/sign-in/social' | '/link-social', back: string): Promise<boolean> {
  const answer = await postAuth(path, {
    provider: IDENTITY,
    callbackURL: back,
    errorCallbackURL: path === '/link-social' ? '/account?identity=refused' : '/sign-in?identity=refused',
  });
  const { said } = answer.ok ? answer : { said: null };
  if (typeof said !== 'object' || said === null || !('url' in said) || typeof said.url !== 'string')
    return false;
  location.assign(said.url);
  return true;
}

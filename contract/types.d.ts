// Generated from contract/openapi.json by `npm run contract`. Do not edit.
export interface paths {
    "/v2/photo_avatar/generation/{generation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Photo Generation
         * @deprecated
         */
        get: operations["photoGenerationGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/photo_avatar/photo/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Photo
         * @deprecated
         */
        post: operations["photoGenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/ai-clipping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List AI Clipping */
        get: operations["aiClippingList"];
        put?: never;
        /** Create AI Clipping */
        post: operations["aiClippingCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/ai-clipping/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get AI Clipping */
        get: operations["aiClippingGet"];
        put?: never;
        post?: never;
        /** Delete AI Clipping */
        delete: operations["aiClippingDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Assets */
        get: operations["assetList"];
        put?: never;
        /** Upload Asset */
        post: operations["assetCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Asset Batch */
        get: operations["assetBatchesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/complete/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete Asset Upload Batch */
        post: operations["assetCompleteBatchesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/direct-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Asset Upload */
        post: operations["assetDirectUploadsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/direct-uploads/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Asset Upload Batch */
        post: operations["assetDirectUploadsBatchesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search assets (images and icons) */
        get: operations["assetSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulk Asset Statuses */
        get: operations["assetStatusesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/{asset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Asset */
        get: operations["assetGet"];
        put?: never;
        post?: never;
        /** Delete Asset */
        delete: operations["assetDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/assets/{asset_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Complete Asset Upload */
        post: operations["assetCompleteCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/audio/sounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search audio (music or sound effects) */
        get: operations["audioSoundsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/avatars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Avatar Groups */
        get: operations["avatarList"];
        put?: never;
        /** Create Avatar */
        post: operations["avatarCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/avatars/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Avatar Looks */
        get: operations["avatarLooksList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/avatars/looks/{look_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Avatar Look */
        get: operations["avatarLooksGet"];
        put?: never;
        post?: never;
        /** Delete Avatar Look */
        delete: operations["avatarLooksDelete"];
        options?: never;
        head?: never;
        /** Update Avatar Look */
        patch: operations["avatarLooksUpdate"];
        trace?: never;
    };
    "/v3/avatars/{group_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Avatar Group */
        get: operations["avatarGet"];
        put?: never;
        post?: never;
        /** Delete Avatar Group */
        delete: operations["avatarDelete"];
        options?: never;
        head?: never;
        /** Update Avatar Group */
        patch: operations["avatarUpdate"];
        trace?: never;
    };
    "/v3/avatars/{group_id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Avatar Consent */
        post: operations["avatarConsentCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/background-removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Background Removals */
        get: operations["backgroundRemovalList"];
        put?: never;
        /** Create Background Removal */
        post: operations["backgroundRemovalCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/background-removals/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Background Removal */
        get: operations["backgroundRemovalGet"];
        put?: never;
        post?: never;
        /** Delete Background Removal */
        delete: operations["backgroundRemovalDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/brand-glossaries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Brand Glossaries */
        get: operations["brandGlossariesList"];
        put?: never;
        /** Create Brand Glossary */
        post: operations["brandGlossariesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/brand-kits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Brand Kits */
        get: operations["brandKitsList"];
        put?: never;
        /** Create Brand Kit */
        post: operations["brandKitsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/lipsyncs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Lipsyncs */
        get: operations["lipsyncList"];
        put?: never;
        /** Create Lipsync */
        post: operations["lipsyncCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/lipsyncs/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Lipsync Batch */
        post: operations["lipsyncBatchesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/lipsyncs/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Lipsync Batch */
        get: operations["lipsyncBatchesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/lipsyncs/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulk Lipsync Statuses */
        get: operations["lipsyncStatusesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/lipsyncs/{lipsync_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Lipsync */
        get: operations["lipsyncGet"];
        put?: never;
        post?: never;
        /** Delete Lipsync */
        delete: operations["lipsyncDelete"];
        options?: never;
        head?: never;
        /** Update Lipsync */
        patch: operations["lipsyncUpdate"];
        trace?: never;
    };
    "/v3/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Templates */
        get: operations["templateList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Template */
        get: operations["templateGet"];
        put?: never;
        /** Generate Video from Template */
        post: operations["templateGenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Current User */
        get: operations["userMeGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Video Agent Sessions */
        get: operations["videoAgentList"];
        put?: never;
        /** Create Video Agent Session */
        post: operations["videoAgentCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-agents/styles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Video Agent Styles */
        get: operations["videoAgentStylesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-agents/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Video Agent Session */
        get: operations["videoAgentGet"];
        put?: never;
        /** Send Message or Request Revision */
        post: operations["videoAgentSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-agents/{session_id}/resources/{resource_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Session Resource */
        get: operations["videoAgentResourcesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-agents/{session_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop Video Agent Session */
        post: operations["videoAgentStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-agents/{session_id}/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Session Videos */
        get: operations["videoAgentVideosList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Video Translations */
        get: operations["videoTranslateList"];
        put?: never;
        /** Create Video Translation */
        post: operations["videoTranslateCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Video Translation Batch */
        post: operations["videoTranslateBatchesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Video Translation Batch */
        get: operations["videoTranslateBatchesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/languages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Supported Translation Languages */
        get: operations["videoTranslateLanguagesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/proofreads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Proofread Session */
        post: operations["videoTranslateProofreadsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/proofreads/{proofread_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Proofread Session */
        get: operations["videoTranslateProofreadsGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/proofreads/{proofread_id}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate Video from Proofread */
        post: operations["videoTranslateProofreadsGenerate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/proofreads/{proofread_id}/srt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download Proofread SRT */
        get: operations["videoTranslateProofreadsSrtGet"];
        /** Upload Proofread SRT */
        put: operations["videoTranslateProofreadsSrtUpdate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulk Video Translation Statuses */
        get: operations["videoTranslateStatusesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/video-translations/{video_translation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Video Translation */
        get: operations["videoTranslateGet"];
        put?: never;
        post?: never;
        /** Delete Video Translation */
        delete: operations["videoTranslateDelete"];
        options?: never;
        head?: never;
        /** Update Video Translation */
        patch: operations["videoTranslateUpdate"];
        trace?: never;
    };
    "/v3/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Videos */
        get: operations["videoList"];
        put?: never;
        /** Create Video */
        post: operations["videoCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/videos/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Video Batch */
        post: operations["videoBatchesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/videos/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Video Batch */
        get: operations["videoBatchesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/videos/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bulk Video Statuses */
        get: operations["videoStatusesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/videos/{video_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Video */
        get: operations["videoGet"];
        put?: never;
        post?: never;
        /** Delete Video */
        delete: operations["videoDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Voices */
        get: operations["voiceList"];
        put?: never;
        /** Design a Voice */
        post: operations["voiceCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/voices/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Clone a Voice */
        post: operations["voiceCloneCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/voices/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate Speech */
        post: operations["voiceSpeechCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/voices/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Voice */
        get: operations["voiceGet"];
        put?: never;
        post?: never;
        /** Delete a Voice */
        delete: operations["voiceDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhooks/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Webhook Endpoints */
        get: operations["webhookEndpointsList"];
        put?: never;
        /** Create Webhook Endpoint */
        post: operations["webhookEndpointsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhooks/endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete Webhook Endpoint */
        delete: operations["webhookEndpointsDelete"];
        options?: never;
        head?: never;
        /** Update Webhook Endpoint */
        patch: operations["webhookEndpointsUpdate"];
        trace?: never;
    };
    "/v3/webhooks/endpoints/{endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rotate Webhook Signing Secret */
        post: operations["webhookEndpointsRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhooks/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Webhook Event Types */
        get: operations["webhookEventTypesList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Webhook Events */
        get: operations["webhookEventsList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/api_keys/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Current API Key */
        get: operations["apiKeySelfGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/filler-word-removals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Filler Word Removal */
        post: operations["fillerWordRemovalCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/filler-word-removals/{filler_word_removal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Filler Word Removal */
        get: operations["fillerWordRemovalGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Folder */
        post: operations["folderCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/folders/{folder_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Folder */
        get: operations["folderGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/audio/tts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate Speech */
        post: operations["modelAudioTtsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/audio/voices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Audio Voices */
        get: operations["modelAudioVoicesList"];
        put?: never;
        /** Create or Retrain an Audio Voice */
        post: operations["modelAudioVoicesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/audio/voices/{voice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an Audio Voice */
        get: operations["modelAudioVoicesGet"];
        put?: never;
        post?: never;
        /** Delete an Audio Voice */
        delete: operations["modelAudioVoicesDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create HeyGen Image */
        post: operations["modelImagesCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/images/{generation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get HeyGen Image */
        get: operations["modelImagesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create HeyGen Video */
        post: operations["modelVideosCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/models/videos/{video_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get HeyGen Video */
        get: operations["modelVideosGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/brand-kits/{brand_kit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Brand Kit */
        get: operations["brandKitsGet"];
        put?: never;
        post?: never;
        /** Delete Brand Kit */
        delete: operations["brandKitsDelete"];
        options?: never;
        head?: never;
        /** Update Brand Kit */
        patch: operations["brandKitsUpdate"];
        trace?: never;
    };
    "/v3/brand-glossaries/{brand_glossary_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Brand Glossary */
        get: operations["brandGlossariesGet"];
        put?: never;
        post?: never;
        /** Delete Brand Glossary */
        delete: operations["brandGlossariesDelete"];
        options?: never;
        head?: never;
        /** Update Brand Glossary */
        patch: operations["brandGlossariesUpdate"];
        trace?: never;
    };
    "/v3/videos/{video_id}/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Video Scenes */
        get: operations["videoScenesGet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/hyperframes/renders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List HyperFrames Renders */
        get: operations["hyperframesRendersList"];
        put?: never;
        /** Create HyperFrames Render */
        post: operations["hyperframesRendersCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/hyperframes/renders/{render_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get HyperFrames Render */
        get: operations["hyperframesRendersGet"];
        put?: never;
        post?: never;
        /** Delete HyperFrames Render */
        delete: operations["hyperframesRendersDelete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AiClipping: {
            id: string;
            title?: string | null;
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            input_language?: string | null;
            source_duration?: number | null;
            output_settings?: components["schemas"]["ClippingOutputSettings"];
            clips?: components["schemas"]["Clip"][];
            /** @default 0 */
            progress?: number;
            callback_id?: string | null;
            created_at?: number | null;
            failure_message?: string | null;
        };
        Asset: {
            folder_id?: string | null;
            id: string;
            name: string;
            owner: string;
            space_id: string;
            type: string;
            uploaded_at: number;
            url?: string | null;
        };
        AssetBase64: {
            data: string;
            media_type: string;
            /** @constant */
            type: "base64";
        };
        AssetInput: {
            /** @constant */
            type: "url";
            url: string;
        } | {
            /** @constant */
            type: "asset_id";
            asset_id: string;
        } | components["schemas"]["AssetBase64"];
        AvatarGroup: {
            consent_status?: string | null;
            created_at: number;
            default_voice_id?: string | null;
            error?: {
                code: string;
                message: string;
            } | null;
            gender?: string | null;
            id: string;
            looks_count: number;
            name: string;
            preview_image_url?: string | null;
            preview_video_url?: string | null;
            /** @enum {string|null} */
            status?: "processing" | "pending_consent" | "failed" | "completed" | null;
        };
        AvatarLook: {
            /** @enum {string} */
            avatar_type: "studio_avatar" | "digital_twin" | "photo_avatar";
            default_voice_id?: string | null;
            error?: {
                code: string;
                message: string;
            } | null;
            gender?: string | null;
            group_id?: string | null;
            id: string;
            image_height?: number | null;
            image_width?: number | null;
            name: string;
            /** @enum {string|null} */
            preferred_orientation?: "portrait" | "landscape" | "square" | null;
            preview_image_url?: string | null;
            preview_video_url?: string | null;
            /** @enum {string|null} */
            status?: "processing" | "pending_consent" | "failed" | "completed" | null;
            supported_api_engines?: string[];
            tags?: string[];
        };
        AvatarLookResponse: {
            data?: components["schemas"]["AvatarLook"];
        };
        AvatarScene: {
            /** @constant */
            type: "avatar_video";
            input: components["schemas"]["AvatarSceneInput"];
        };
        AvatarSceneInput: {
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
            /** @constant */
            type: "avatar";
            avatar_id: string;
            motion_prompt?: string | null;
            /** @enum {string|null} */
            expressiveness?: "high" | "medium" | "low" | null;
            engine?: components["schemas"]["Engine"];
            background?: components["schemas"]["SceneBackground"];
        };
        Background: {
            asset_id?: string | null;
            /** @enum {string} */
            type: "color" | "image";
            url?: string | null;
            value?: string | null;
        } | null;
        BackgroundRemoval: {
            id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "deleted";
            layers?: {
                /** Format: uri */
                foreground?: string;
                /** Format: uri */
                mask?: string;
                /** Format: uri */
                background?: string;
            } & {
                [key: string]: string;
            };
            duration?: number | null;
            created_at?: number | null;
            completed_at?: number | null;
            error?: string | null;
        };
        BackgroundRemovalResponse: {
            data?: components["schemas"]["BackgroundRemoval"];
        };
        Batch: {
            batch_id: string;
            title?: string | null;
            /** @enum {string} */
            status: "processing" | "completed" | "failed";
            total_items: number;
            counts_by_status: {
                [key: string]: number;
            };
            created_at: number;
            items: components["schemas"]["BatchItem"][];
            has_more: boolean;
            next_token?: string | null;
        };
        BatchItem: {
            error?: Record<string, never> | null;
            item_index: number;
            /** @enum {string} */
            status: "queued" | "processing" | "completed" | "failed";
            video_id?: string | null;
        };
        BatchResponse: {
            data?: components["schemas"]["Batch"];
        };
        Caption: {
            /**
             * @default srt
             * @enum {string}
             */
            file_format?: "srt";
            /** @enum {string|null} */
            style?: "default" | null;
        } | null;
        Clip: {
            id: string;
            /** @enum {string} */
            status: "pending" | "completed" | "failed";
            duration_seconds?: number | null;
            /** @enum {string|null} */
            aspect_ratio?: "landscape" | "portrait" | "square" | null;
            title?: string | null;
            virality_score?: number | null;
            thumbnail_url?: string | null;
            video_url?: string | null;
            failure_message?: string | null;
        };
        ClippingOutputSettings: {
            duration_types?: ("30" | "60" | "180" | "long")[];
            /**
             * @default portrait
             * @enum {string}
             */
            aspect_ratio?: "landscape" | "portrait" | "square";
            /** @default true */
            captions?: boolean;
            /**
             * @default outline_classic
             * @enum {string}
             */
            caption_style?: "subtle_gray" | "shadow_mint" | "subtle_cyan" | "stamp_red" | "retro_gold" | "block_dark" | "racing" | "modern_dark" | "modern_boxed" | "chunky" | "clean" | "shadow_lime" | "tag_yellow" | "pop_purple" | "spotlight" | "outline_classic" | "exotic" | "golden" | "simple" | "pop_single" | "energy" | "bold" | "elegant" | "neon_pink";
            prompt?: string | null;
        } | null;
        CreateAvatarVideo: {
            title?: string | null;
            folder_id?: string | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            /**
             * @default 16:9
             * @enum {string|null}
             */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            fit?: "contain" | "cover" | null;
            background?: components["schemas"]["Background"];
            remove_background?: boolean | null;
            callback_url?: string | null;
            callback_id?: string | null;
            watermark?: components["schemas"]["Watermark"];
            caption?: components["schemas"]["Caption"];
            /**
             * @default mp4
             * @enum {string}
             */
            output_format?: "mp4" | "webm";
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
            /** @constant */
            type: "avatar";
            avatar_id: string;
            brand_glossary_id?: string | null;
            motion_prompt?: string | null;
            /** @enum {string|null} */
            expressiveness?: "high" | "medium" | "low" | null;
            engine?: components["schemas"]["Engine"];
        };
        CreateCinematicVideo: {
            /** @constant */
            type: "cinematic_avatar";
            prompt: string;
            avatar_id: string[];
            references?: components["schemas"]["AssetInput"][] | null;
            /**
             * @default 16:9
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "1:1";
            /**
             * @default 720p
             * @enum {string}
             */
            resolution?: "720p" | "1080p";
            /** @default false */
            auto_duration?: boolean;
            duration?: number | null;
            /** @default false */
            enhance_prompt?: boolean;
            title?: string | null;
            folder_id?: string | null;
        };
        CreateImageVideo: {
            title?: string | null;
            folder_id?: string | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            /**
             * @default 16:9
             * @enum {string|null}
             */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            fit?: "contain" | "cover" | null;
            background?: components["schemas"]["Background"];
            remove_background?: boolean | null;
            callback_url?: string | null;
            callback_id?: string | null;
            watermark?: components["schemas"]["Watermark"];
            caption?: components["schemas"]["Caption"];
            /**
             * @default mp4
             * @enum {string}
             */
            output_format?: "mp4" | "webm";
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
            /** @constant */
            type: "image";
            image: components["schemas"]["AssetInput"];
            brand_glossary_id?: string | null;
            motion_prompt?: string | null;
            /** @enum {string|null} */
            expressiveness?: "high" | "medium" | "low" | null;
        };
        CreateLipsync: {
            video: components["schemas"]["VideoInput"];
            audio: components["schemas"]["VideoInput"];
            title?: string | null;
            /**
             * @default speed
             * @enum {string}
             */
            mode?: "speed" | "precision";
            callback_url?: string | null;
            callback_id?: string | null;
            /**
             * @deprecated
             * @default false
             */
            enable_caption?: boolean;
            keep_the_same_format?: boolean | null;
            /** @default true */
            enable_dynamic_duration?: boolean;
            /** @default false */
            disable_music_track?: boolean;
            /** @default false */
            enable_speech_enhancement?: boolean;
            /** @default false */
            enable_watermark?: boolean;
            start_time?: number | null;
            end_time?: number | null;
            fps_mode?: string | null;
            folder_id?: string | null;
        };
        CreateStudioVideo: {
            /** @constant */
            type: "studio";
            title?: string | null;
            folder_id?: string | null;
            /**
             * @default 16:9
             * @enum {string|null}
             */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            brand_glossary_id?: string | null;
            callback_url?: string | null;
            callback_id?: string | null;
            caption?: components["schemas"]["Caption"];
            watermark?: components["schemas"]["Watermark"];
            scenes: components["schemas"]["Scene"][];
        };
        CreateVideo: components["schemas"]["CreateAvatarVideo"] | components["schemas"]["CreateImageVideo"] | components["schemas"]["CreateCinematicVideo"] | components["schemas"]["CreateStudioVideo"];
        DirectUpload: {
            asset_id: string;
            upload_url: string;
            upload_headers: {
                [key: string]: string;
            };
            expires_in_seconds: number;
            max_bytes: number;
            /** @constant */
            status: "pending_upload";
        };
        DirectUploadFile: {
            checksum_sha256?: string | null;
            content_type: string;
            filename: string;
            size_bytes: number;
        };
        ElevenLabsVoiceSettings: {
            /** @constant */
            engine_type: "elevenlabs";
            /** @enum {string|null} */
            model?: "eleven_multilingual_v2" | "eleven_turbo_v2_5" | "eleven_flash_v2_5" | "eleven_v3" | null;
            similarity_boost?: number | null;
            stability?: number | null;
            style?: number | null;
            use_speaker_boost?: boolean | null;
        };
        Engine: {
            reference_look_id?: string | null;
            /** @constant */
            type: "avatar_v";
        } | {
            /** @constant */
            type: "avatar_iv";
        } | {
            /** @constant */
            type: "avatar_iii";
        } | null;
        EngineVoiceSettings: components["schemas"]["ElevenLabsVoiceSettings"] | components["schemas"]["FishVoiceSettings"] | {
            /** @constant */
            engine_type: "starfish";
        } | null;
        ErrorResponse: {
            error: {
                code: string;
                message: string;
                param?: string | null;
                doc_url?: string | null;
                errors?: {
                    code: string;
                    message: string;
                    node_id?: string;
                    port?: string;
                    path?: string;
                }[];
            };
        };
        FishVoiceSettings: {
            /** @constant */
            engine_type: "fish";
            /** @enum {string|null} */
            model?: "s1" | "s2-pro" | null;
            stability?: number | null;
            similarity?: number | null;
        };
        Lipsync: {
            callback_id?: string | null;
            caption_url?: string | null;
            created_at?: number | null;
            duration?: number | null;
            failure_message?: string | null;
            id: string;
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "failed";
            title?: string | null;
            video_url?: string | null;
        };
        LipsyncResponse: {
            data?: components["schemas"]["Lipsync"];
        };
        OptionalSrtInput: {
            /** @constant */
            type: "url";
            url: string;
        } | {
            asset_id: string;
            /** @constant */
            type: "asset_id";
        } | null;
        Placement: {
            /**
             * @default bottom_right
             * @enum {string}
             */
            position?: "top_left" | "top_right" | "bottom_left" | "bottom_right";
            offset_x?: number | null;
            offset_y?: number | null;
        } | null;
        Playback: {
            /** @enum {string|null} */
            mode?: "freeze" | "loop" | "fit_to_scene" | null;
            /** @default 1 */
            volume?: number;
            /** @default false */
            mute?: boolean;
        } | null;
        Proofread: {
            created_at?: number | null;
            failure_message?: string | null;
            id: string;
            input_language?: string | null;
            output_language?: string | null;
            /** @enum {string} */
            status: "processing" | "completed" | "failed";
            submitted_for_review?: boolean | null;
            title?: string | null;
        };
        ProofreadResponse: {
            data?: components["schemas"]["Proofread"];
        };
        Scene: components["schemas"]["AvatarScene"] | components["schemas"]["StillImageScene"] | components["schemas"]["VideoClipScene"];
        SceneBackground: {
            /** @constant */
            type: "color";
            color: string;
        } | null;
        StatusEntry: {
            batch_id?: string | null;
            error?: Record<string, never> | null;
            item_index?: number | null;
            status: string;
            video_id?: string | null;
        };
        StatusListResponse: {
            data?: components["schemas"]["StatusEntry"][];
            has_more?: boolean;
            next_token?: string | null;
        };
        StillImageScene: {
            /** @constant */
            type: "image";
            source: components["schemas"]["AssetInput"];
            duration?: number | null;
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
        };
        StockVoiceConfig: {
            preferred_stock_voice_ids?: string[];
            /** @default false */
            use_stock_voice?: boolean;
        } | null;
        Video: {
            captioned_video_url?: string | null;
            completed_at?: number | null;
            created_at?: number | null;
            duration?: number | null;
            failure_code?: string | null;
            failure_message?: string | null;
            folder_id?: string | null;
            gif_url?: string | null;
            id: string;
            output_language?: string | null;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed";
            subtitle_url?: string | null;
            thumbnail_url?: string | null;
            title?: string | null;
            video_page_url?: string | null;
            video_url?: string | null;
        };
        VideoClipScene: {
            /** @constant */
            type: "video";
            source: components["schemas"]["AssetInput"];
            playback?: components["schemas"]["Playback"];
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
        };
        VideoInput: {
            /** @constant */
            type: "url";
            url: string;
        } | {
            asset_id: string;
            /** @constant */
            type: "asset_id";
        };
        VideoListResponse: {
            data?: components["schemas"]["Video"][];
            has_more?: boolean;
            next_token?: string | null;
        };
        VideoResponse: {
            data?: components["schemas"]["Video"];
        };
        VideoTranslation: {
            audio_url?: string | null;
            callback_id?: string | null;
            created_at?: number | null;
            duration?: number | null;
            failure_message?: string | null;
            id: string;
            input_language?: string | null;
            output_language?: string | null;
            srt_caption_url?: string | null;
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "failed";
            title?: string | null;
            translate_audio_only?: boolean | null;
            video_url?: string | null;
            vtt_caption_url?: string | null;
        };
        VideoTranslationResponse: {
            data?: components["schemas"]["VideoTranslation"];
        };
        Voice: {
            gender: string;
            language: string;
            name: string;
            preview_audio_url?: string | null;
            support_locale: boolean;
            support_pause: boolean;
            /** @enum {string} */
            type: "public" | "private";
            voice_id: string;
        };
        VoiceSettings: {
            engine_settings?: components["schemas"]["EngineVoiceSettings"];
            locale?: string | null;
            /** @default 0 */
            pitch?: number;
            /** @default 1 */
            speed?: number;
            /** @default 1 */
            volume?: number;
        } | null;
        Watermark: {
            image: components["schemas"]["AssetInput"];
            /** @default 1 */
            scale?: number;
            /** @default 1 */
            opacity?: number;
            placement?: components["schemas"]["Placement"];
        } | null;
        WebhookEndpoint: {
            created_at: string;
            endpoint_id: string;
            events?: string[] | null;
            secret?: string | null;
            status: string;
            url: string;
        };
        WebhookEndpointResponse: {
            data?: components["schemas"]["WebhookEndpoint"];
        };
        CreateBrandKitRequest: {
            url: string;
            name?: string | null;
        };
        CreateBrandKitResponse: {
            brand_kit_id: string;
            /** @constant */
            status: "loading";
        };
        BrandKitDetail: {
            brand_kit_id: string;
            name: string;
            /** @enum {string} */
            status: "loading" | "completed" | "error";
            colors?: string[];
            color_roles?: components["schemas"]["BrandKitColorRoles"] | null;
            logos?: components["schemas"]["BrandKitLogo"][];
            logo_roles?: components["schemas"]["BrandKitLogoRoles"] | null;
            fonts?: components["schemas"]["BrandKitFont"][];
            font_roles?: components["schemas"]["BrandKitFontRoles"] | null;
        };
        BrandKitColorRoles: {
            primary?: string | null;
            secondary?: string | null;
            tertiary?: string | null;
            accent?: string | null;
        };
        BrandKitFont: {
            font_id: string;
            name?: string | null;
        };
        BrandKitFontRole: {
            font_id?: string | null;
            weight?: number | null;
        };
        BrandKitFontRoles: {
            title_text?: components["schemas"]["BrandKitFontRole"] | null;
            body_text?: components["schemas"]["BrandKitFontRole"] | null;
        };
        BrandKitLogo: {
            logo_id: string;
            name?: string | null;
            url?: string | null;
        };
        BrandKitLogoRoles: {
            primary?: string | null;
        };
        UpdateBrandKitRequest: {
            name?: string;
            color_roles?: components["schemas"]["UpdateBrandKitColorRoles"];
            logo_roles?: components["schemas"]["UpdateBrandKitLogoRoles"];
            font_roles?: components["schemas"]["UpdateBrandKitFontRoles"];
        };
        UpdateBrandKitColorRoles: {
            primary?: string | null;
            secondary?: string | null;
            tertiary?: string | null;
            accent?: string | null;
        };
        UpdateBrandKitFontRole: {
            font_id?: string | null;
            weight?: number | null;
        };
        UpdateBrandKitFontRoles: {
            title_text?: components["schemas"]["UpdateBrandKitFontRole"] | null;
            body_text?: components["schemas"]["UpdateBrandKitFontRole"] | null;
        };
        UpdateBrandKitLogoRoles: {
            primary?: string | null;
        };
        DeleteBrandKitResponse: {
            brand_kit_id: string;
        };
        BrandGlossaryDetail: {
            brand_glossary_id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            terms: components["schemas"]["BrandGlossaryTerm"][];
            do_not_translate_terms?: components["schemas"]["DoNotTranslateEntry"][];
            forced_translations?: components["schemas"]["ForcedTranslationEntry"][];
        };
        BrandGlossaryTerm: {
            term: string;
            pronunciation: string;
        };
        DoNotTranslateEntry: {
            term: string;
        };
        ForcedTranslationEntry: {
            term: string;
            translation: string;
        };
        CreateBrandGlossaryRequest: {
            name: string;
            /** @default [] */
            terms?: components["schemas"]["BrandGlossaryTermWrite"][];
            /** @default [] */
            do_not_translate_terms?: components["schemas"]["DoNotTranslateEntryWrite"][];
            /** @default [] */
            forced_translations?: components["schemas"]["ForcedTranslationEntryWrite"][];
        };
        BrandGlossaryTermWrite: {
            term: string;
            pronunciation: string;
        };
        DoNotTranslateEntryWrite: {
            term: string;
        };
        ForcedTranslationEntryWrite: {
            term: string;
            translation: string;
        };
        UpdateBrandGlossaryRequest: {
            name?: string;
            terms?: components["schemas"]["BrandGlossaryTermWrite"][];
            do_not_translate_terms?: components["schemas"]["DoNotTranslateEntryWrite"][];
            forced_translations?: components["schemas"]["ForcedTranslationEntryWrite"][];
        };
        DeleteBrandGlossaryResponse: {
            brand_glossary_id: string;
        };
        VideoScenesResponse: {
            video_id: string;
            video: components["schemas"]["VideoContext"];
            scenes?: components["schemas"]["SceneReadback"][];
        };
        AudioScriptEntry: {
            id: string;
            /**
             * @default audio
             * @constant
             */
            type?: "audio";
            audio_url?: string | null;
        };
        AvatarElement: {
            id: string;
            /**
             * @default avatar
             * @constant
             */
            type?: "avatar";
            avatar_id: string;
            engine?: components["schemas"]["AvatarEngineTier"] | null;
            /** @enum {string|null} */
            expressiveness?: "high" | "medium" | "low" | null;
            motion_prompt?: string | null;
        };
        /** @enum {string} */
        AvatarEngineTier: "avatar_v" | "avatar_iv" | "avatar_iii";
        ColorBackground: {
            /**
             * @default color
             * @constant
             */
            type?: "color";
            color: string;
        };
        ContainerElement: {
            id: string;
            type: string;
            children?: (components["schemas"]["AvatarElement"] | components["schemas"]["ImageElement"] | components["schemas"]["VideoElement"] | components["schemas"]["PlaceholderElement"] | components["schemas"]["ContainerElement"])[];
        };
        ImageBackground: {
            id: string;
            /**
             * @default image
             * @constant
             */
            type?: "image";
            url?: string | null;
        };
        ImageElement: {
            id: string;
            /**
             * @default image
             * @constant
             */
            type?: "image";
            url?: string | null;
        };
        PlaceholderElement: {
            id: string;
            type: string;
        };
        SceneReadback: {
            id: string;
            background?: (components["schemas"]["ColorBackground"] | components["schemas"]["ImageBackground"] | components["schemas"]["VideoBackground"]) | null;
            elements?: (components["schemas"]["AvatarElement"] | components["schemas"]["ImageElement"] | components["schemas"]["VideoElement"] | components["schemas"]["PlaceholderElement"] | components["schemas"]["ContainerElement"])[];
            script?: (components["schemas"]["TextScriptEntry"] | components["schemas"]["AudioScriptEntry"] | components["schemas"]["SilenceScriptEntry"])[];
        };
        ScriptVoiceSettings: {
            speed?: number | null;
            pitch?: number | null;
            volume?: number | null;
            locale?: string | null;
            engine_settings?: components["schemas"]["EngineVoiceSettings"];
        };
        SilenceScriptEntry: {
            id: string;
            /**
             * @default silence
             * @constant
             */
            type?: "silence";
            duration?: number | null;
        };
        TextScriptEntry: {
            id: string;
            /**
             * @default text
             * @constant
             */
            type?: "text";
            text: string;
            voice_id?: string | null;
            voice_settings?: components["schemas"]["ScriptVoiceSettings"] | null;
            trim_to_speech?: boolean | null;
        };
        VideoBackground: {
            id: string;
            /**
             * @default video
             * @constant
             */
            type?: "video";
            url?: string | null;
            playback?: string | null;
            trim?: components["schemas"]["VideoTrim"] | null;
            volume?: number | null;
            speed_multiplier?: number | null;
        };
        VideoElement: {
            id: string;
            /**
             * @default video
             * @constant
             */
            type?: "video";
            url?: string | null;
            playback?: string | null;
            trim?: components["schemas"]["VideoTrim"] | null;
            volume?: number | null;
            speed_multiplier?: number | null;
        };
        VideoCaption: {
            enabled: boolean;
        };
        VideoContext: {
            title?: string | null;
            /** @enum {string|null} */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            caption?: components["schemas"]["VideoCaption"] | null;
            brand_glossary_id?: string | null;
        };
        VideoTrim: {
            start_offset: number;
            end_offset: number;
        };
        TemplateAudioVariable: {
            /** @constant */
            type: "audio";
            asset: components["schemas"]["AssetInput"];
        };
        TemplateCharacterVariable: {
            /** @constant */
            type: "character";
            character_id: string;
            /**
             * @default avatar
             * @enum {string}
             */
            character_type?: "avatar" | "talking_photo";
        };
        TemplateImageVariable: {
            /** @constant */
            type: "image";
            asset: components["schemas"]["AssetInput"];
            /**
             * @default contain
             * @enum {string}
             */
            fit?: "cover" | "contain" | "crop" | "none";
        };
        TemplateTextVariable: {
            /** @constant */
            type: "text";
            content: string;
        };
        TemplateVideoVariable: {
            /** @constant */
            type: "video";
            asset: components["schemas"]["AssetInput"];
            /**
             * @default contain
             * @enum {string}
             */
            fit?: "cover" | "contain" | "crop" | "none";
            /**
             * @default loop
             * @enum {string}
             */
            play_style?: "fit_to_scene" | "freeze" | "loop" | "once" | "full_video";
            /** @default 1 */
            volume?: number;
        };
        TemplateVoiceVariable: {
            /** @constant */
            type: "voice";
            voice_id: string;
            locale?: string | null;
        };
        CreateHyperframesRenderRequest: {
            project: components["schemas"]["AssetInput"];
            /** @default 30 */
            fps?: number | null;
            /**
             * @default standard
             * @enum {string}
             */
            quality?: "draft" | "standard" | "high";
            /**
             * @default mp4
             * @enum {string}
             */
            format?: "mp4" | "webm" | "mov";
            /**
             * @default 1080p
             * @enum {string}
             */
            resolution?: "1080p" | "4k";
            /**
             * @default 16:9
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "1:1";
            composition?: string | null;
            variables?: {
                [key: string]: unknown;
            } | null;
            title?: string | null;
            callback_id?: string | null;
            callback_url?: string | null;
        };
        CreateHyperframesRenderResponse: {
            render_id: string;
        };
        HyperframesRenderDetail: {
            render_id: string;
            status: components["schemas"]["HyperframesRenderStatus"];
            title?: string | null;
            callback_id?: string | null;
            video_url?: string | null;
            thumbnail_url?: string | null;
            duration?: number | null;
            fps?: number | null;
            /** @enum {string|null} */
            quality?: "draft" | "standard" | "high" | null;
            /** @enum {string} */
            format: "mp4" | "webm" | "mov";
            /** @enum {string|null} */
            resolution?: "1080p" | "4k" | null;
            /** @enum {string|null} */
            aspect_ratio?: "16:9" | "9:16" | "1:1" | null;
            composition?: string | null;
            created_at?: number | null;
            completed_at?: number | null;
            failure_message?: string | null;
        };
        /** @enum {string} */
        HyperframesRenderStatus: "queued" | "rendering" | "completed" | "failed";
        DeleteHyperframesRenderResponse: {
            render_id: string;
        };
        UpdateAvatarGroupRequest: {
            default_voice_id?: string | null;
        };
        CreateBatchVideoFromAvatar: {
            title?: string | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            /**
             * @default 16:9
             * @enum {string|null}
             */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            fit?: "contain" | "cover" | null;
            background?: components["schemas"]["Background"];
            remove_background?: boolean | null;
            callback_url?: string | null;
            callback_id?: string | null;
            watermark?: components["schemas"]["Watermark"];
            caption?: components["schemas"]["Caption"];
            /**
             * @default mp4
             * @enum {string}
             */
            output_format?: "mp4" | "webm";
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
            /** @constant */
            type: "avatar";
            avatar_id: string;
            brand_glossary_id?: string | null;
            motion_prompt?: string | null;
            /** @enum {string|null} */
            expressiveness?: "high" | "medium" | "low" | null;
            engine?: components["schemas"]["Engine"];
        };
        CreateBatchVideoFromImage: {
            title?: string | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            /**
             * @default 16:9
             * @enum {string|null}
             */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            fit?: "contain" | "cover" | null;
            background?: components["schemas"]["Background"];
            remove_background?: boolean | null;
            callback_url?: string | null;
            callback_id?: string | null;
            watermark?: components["schemas"]["Watermark"];
            caption?: components["schemas"]["Caption"];
            /**
             * @default mp4
             * @enum {string}
             */
            output_format?: "mp4" | "webm";
            script?: string | null;
            voice_id?: string | null;
            audio_url?: string | null;
            audio_asset_id?: string | null;
            voice_settings?: components["schemas"]["VoiceSettings"];
            /** @constant */
            type: "image";
            image: components["schemas"]["AssetInput"];
            brand_glossary_id?: string | null;
            motion_prompt?: string | null;
            /** @enum {string|null} */
            expressiveness?: "high" | "medium" | "low" | null;
        };
        CreateBatchVideoFromCinematicAvatar: {
            /** @constant */
            type: "cinematic_avatar";
            prompt: string;
            avatar_id: string[];
            references?: components["schemas"]["AssetInput"][] | null;
            /**
             * @default 16:9
             * @enum {string}
             */
            aspect_ratio?: "16:9" | "9:16" | "1:1";
            /**
             * @default 720p
             * @enum {string}
             */
            resolution?: "720p" | "1080p";
            /** @default false */
            auto_duration?: boolean;
            duration?: number | null;
            /** @default false */
            enhance_prompt?: boolean;
            title?: string | null;
        };
        CreateBatchVideoFromStudio: {
            /** @constant */
            type: "studio";
            title?: string | null;
            /**
             * @default 16:9
             * @enum {string|null}
             */
            aspect_ratio?: "16:9" | "9:16" | "4:5" | "5:4" | "1:1" | "auto" | null;
            /** @enum {string|null} */
            resolution?: "4k" | "1080p" | "720p" | null;
            brand_glossary_id?: string | null;
            callback_url?: string | null;
            callback_id?: string | null;
            caption?: components["schemas"]["Caption"];
            watermark?: components["schemas"]["Watermark"];
            scenes: components["schemas"]["Scene"][];
        };
        CreateVoiceClone: {
            audio: components["schemas"]["AssetInput"];
            voice_name: string;
            language?: string | null;
            /** @default true */
            remove_background_noise?: boolean;
        };
        CreateAvatar: {
            /** @constant */
            type: "prompt";
            name: string;
            prompt: string;
            reference_images?: components["schemas"]["AssetInput"][] | null;
            avatar_group_id?: string | null;
            avatar_id?: string | null;
            /** @enum {string|null} */
            aspect_ratio?: "auto" | "16:9" | "9:16" | "1:1" | "4:5" | "5:4" | null;
        } | {
            /** @constant */
            type: "digital_twin";
            name: string;
            file: components["schemas"]["AssetInput"];
            avatar_group_id?: string | null;
        } | {
            /** @constant */
            type: "photo";
            name: string;
            file: components["schemas"]["AssetInput"];
            avatar_group_id?: string | null;
        };
        TemplateDetail: {
            id: string;
            name: string;
            thumbnail_url?: string | null;
            aspect_ratio?: string | null;
            created_at?: number | null;
            updated_at?: number | null;
            variables?: {
                [key: string]: components["schemas"]["TemplateTextVariable"] | components["schemas"]["TemplateImageVariable"] | components["schemas"]["TemplateVideoVariable"] | components["schemas"]["TemplateAudioVariable"] | components["schemas"]["TemplateCharacterVariable"] | components["schemas"]["TemplateVoiceVariable"];
            };
            scene_ids?: string[];
            scenes?: {
                scene_id: string;
                script?: string | null;
                variables?: {
                    name: string;
                    variable_type: string;
                }[];
            }[];
        };
        CreateVideoAgent: {
            prompt: string;
            /**
             * @default generate
             * @enum {string}
             */
            mode?: "generate" | "chat";
            avatar_id?: string | null;
            voice_id?: string | null;
            style_id?: string | null;
            brand_kit_id?: string | null;
            brand_glossary_id?: string | null;
            /** @enum {string|null} */
            orientation?: "landscape" | "portrait" | null;
            files?: components["schemas"]["AssetInput"][] | null;
            callback_url?: string | null;
            callback_id?: string | null;
            /** @default false */
            incognito_mode?: boolean;
        };
        GenerateTemplate: {
            variables: {
                [key: string]: components["schemas"]["TemplateTextVariable"] | components["schemas"]["TemplateImageVariable"] | components["schemas"]["TemplateVideoVariable"] | components["schemas"]["TemplateAudioVariable"] | components["schemas"]["TemplateCharacterVariable"] | components["schemas"]["TemplateVoiceVariable"];
            };
            title?: string | null;
            /** @default false */
            caption?: boolean;
            subtitles?: {
                preset_name: string;
                /** @default 2 */
                alignment?: number | null;
                /** @default false */
                disable_highlight?: boolean | null;
                font_size?: number | null;
                position?: {
                    /** @default 0 */
                    x?: number;
                    /** @default 0 */
                    y?: number;
                } | null;
            } | null;
            callback_id?: string | null;
            callback_url?: string | null;
            folder_id?: string | null;
            /** @deprecated */
            brand_voice_id?: string | null;
            brand_glossary_id?: string | null;
            dimension?: {
                width: number;
                height: number;
            } | null;
            /** @default 25 */
            fps?: number;
            scene_ids?: string[] | null;
            /** @default true */
            reorder_music?: boolean;
            /** @default false */
            keep_text_vertically_centered?: boolean;
            /** @default false */
            include_gif?: boolean;
            /** @default false */
            enable_sharing?: boolean;
        };
        CreateVideoTranslation: {
            video: components["schemas"]["VideoInput"];
            title?: string | null;
            output_languages: string[];
            audio?: components["schemas"]["OptionalSrtInput"];
            input_language?: string | null;
            /** @default false */
            translate_audio_only?: boolean;
            speaker_num?: number | null;
            /**
             * @default speed
             * @enum {string}
             */
            mode?: "speed" | "precision";
            callback_url?: string | null;
            callback_id?: string | null;
            /**
             * @deprecated
             * @default false
             */
            enable_caption?: boolean;
            keep_the_same_format?: boolean | null;
            /** @default true */
            enable_dynamic_duration?: boolean;
            /** @default false */
            disable_music_track?: boolean;
            /** @default false */
            enable_speech_enhancement?: boolean;
            /** @default false */
            enable_watermark?: boolean;
            start_time?: number | null;
            end_time?: number | null;
            /** @deprecated */
            brand_voice_id?: string | null;
            brand_glossary_id?: string | null;
            stock_voice_config?: components["schemas"]["StockVoiceConfig"];
            srt?: components["schemas"]["OptionalSrtInput"];
            /** @enum {string|null} */
            srt_role?: "input" | "output" | null;
            /** @enum {string|null} */
            fps_mode?: "vfr" | "cfr" | "passthrough" | null;
            folder_id?: string | null;
        };
        CreateProofread: {
            video: components["schemas"]["VideoInput"];
            output_languages: string[];
            title: string;
            /** @deprecated */
            brand_voice_id?: string | null;
            brand_glossary_id?: string | null;
            speaker_num?: number | null;
            folder_id?: string | null;
            /** @default false */
            enable_video_stretching?: boolean;
            /** @default false */
            disable_music_track?: boolean;
            /** @default false */
            enable_speech_enhancement?: boolean;
            srt?: components["schemas"]["OptionalSrtInput"];
            /**
             * @default speed
             * @enum {string}
             */
            mode?: "speed" | "precision";
            /** @default false */
            keep_the_same_format?: boolean;
        };
        GenerateProofread: {
            /**
             * @deprecated
             * @default false
             */
            captions?: boolean;
            /** @default false */
            translate_audio_only?: boolean;
            callback_id?: string | null;
            callback_url?: string | null;
        };
        AssetSearchItem: {
            id: string;
            url: string;
            width?: number | null;
            height?: number | null;
            orientation?: string | null;
            is_transparent?: boolean | null;
            /**
             * @default image
             * @constant
             */
            type?: "image";
        } | {
            id: string;
            url: string;
            width?: number | null;
            height?: number | null;
            orientation?: string | null;
            is_transparent?: boolean | null;
            /**
             * @default icon
             * @constant
             */
            type?: "icon";
        };
        CompleteUpload: {
            asset_id: string;
            url: string;
            mime_type: string;
            size_bytes: number;
            /** @constant */
            status: "processing";
        };
        SendVideoAgentMessage: {
            message: string;
            avatar_id?: string | null;
            voice_id?: string | null;
            brand_kit_id?: string | null;
            files?: components["schemas"]["AssetInput"][] | null;
        };
        StopVideoAgent: Record<string, never>;
        CreateAiClipping: {
            video: components["schemas"]["VideoInput"];
            title?: string | null;
            input_language?: string | null;
            output_settings?: {
                duration_types?: ("30" | "60" | "180" | "long")[];
                /**
                 * @default portrait
                 * @enum {string}
                 */
                aspect_ratio?: "landscape" | "portrait" | "square";
                /** @default true */
                captions?: boolean;
                /**
                 * @default outline_classic
                 * @enum {string}
                 */
                caption_style?: "subtle_gray" | "shadow_mint" | "subtle_cyan" | "stamp_red" | "retro_gold" | "block_dark" | "racing" | "modern_dark" | "modern_boxed" | "chunky" | "clean" | "shadow_lime" | "tag_yellow" | "pop_purple" | "spotlight" | "outline_classic" | "exotic" | "golden" | "simple" | "pop_single" | "energy" | "bold" | "elegant" | "neon_pink";
                prompt?: string | null;
            };
            callback_url?: string | null;
            callback_id?: string | null;
        };
        CreateAiClippingResponse: {
            ai_clipping_id: string;
        };
        CreateVideoBatch: {
            title?: string | null;
            folder_id?: string | null;
            callback_url?: string | null;
            videos: (components["schemas"]["CreateBatchVideoFromAvatar"] | components["schemas"]["CreateBatchVideoFromImage"] | components["schemas"]["CreateBatchVideoFromCinematicAvatar"] | components["schemas"]["CreateBatchVideoFromStudio"])[];
        };
        CreateBatchResponse: {
            batch_id: string;
        };
        CreateVideoTranslationBatch: {
            title?: string | null;
            callback_url?: string | null;
            video_translations: components["schemas"]["CreateVideoTranslation"][];
        };
        CreateLipsyncBatch: {
            title?: string | null;
            callback_url?: string | null;
            lipsyncs: components["schemas"]["CreateLipsync"][];
        };
        CreateAssetUploadBatch: {
            title?: string | null;
            callback_url?: string | null;
            files: components["schemas"]["DirectUploadFile"][];
        };
        CreateInstantVoice: {
            /** @constant */
            mode: "instant";
            name: string;
            audio: components["schemas"]["AssetInput"][];
            language?: string | null;
            /** @enum {string|null} */
            gender?: "male" | "female" | null;
            /** @enum {string|null} */
            age?: "young" | "old" | null;
            /** @default true */
            remove_background_noise?: boolean;
            /**
             * @default extra_high
             * @enum {string}
             */
            similarity?: "medium" | "high" | "mel" | "extra_high" | "max";
        };
        CreateModelVideo: components["schemas"]["TextToVideoRequest"] | components["schemas"]["ImageToVideoRequest"] | components["schemas"]["ReferenceToVideoRequest"];
        CreateProfessionalVoice: {
            /** @constant */
            mode: "professional";
            audio: components["schemas"]["AssetInput"][];
            name?: string | null;
            language?: string | null;
            voice_id?: string | null;
        };
        FillerWordRemoval: {
            id: string;
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "failed";
            /** @default 0 */
            progress?: number;
            title?: string | null;
            created_at?: number | null;
            video_url?: string | null;
            thumbnail_url?: string | null;
            original_duration?: number | null;
            output_duration?: number | null;
            num_cuts?: number | null;
            reduction_pct?: number | null;
            failure_message?: string | null;
            callback_id?: string | null;
        };
        Folder: {
            folder_id: string;
            name: string;
            type: components["schemas"]["FolderType"];
            parent_id?: string | null;
            is_trash: boolean;
            creator_username?: string | null;
            created_at: number;
            updated_at: number;
        };
        FolderResponse: {
            data?: components["schemas"]["Folder"];
        };
        /** @enum {string} */
        FolderType: "mixed" | "video" | "video_translate";
        ImageToVideoRequest: {
            /** @constant */
            model: "heygen-video-1";
            prompt: string;
            /**
             * @default quality
             * @enum {string}
             */
            prompt_enhancement?: "turbo" | "quality" | "default" | "disabled";
            /** @default 5 */
            duration?: number;
            /**
             * @default 768p
             * @enum {string}
             */
            resolution?: "480p" | "768p" | "1080p" | "2k";
            seed?: number | null;
            callback_url?: string | null;
            callback_id?: string | null;
            /** @constant */
            mode: "image_to_video";
            image: components["schemas"]["AssetInput"];
            /** @enum {string|null} */
            aspect_ratio?: "21:9" | "16:9" | "4:3" | "1:1" | "3:4" | "9:16" | "adaptive" | null;
        };
        ModelAudioVoice: {
            voice_id: string;
            /** @enum {string} */
            mode: "professional" | "instant";
            name: string;
            language?: string | null;
            /** @enum {string} */
            status: "PENDING" | "ACTIVE" | "FAILED";
            created_at: number;
            /** @enum {string|null} */
            failure_reason?: "INVALID_AUDIO" | "INSUFFICIENT_AUDIO" | "PREPROCESSING_FAILED" | "TRAINING_FAILED" | "DESIGN_FAILED" | "ARTIFACT_VALIDATION_FAILED" | "INTERNAL_ERROR" | null;
        };
        ModelImage: {
            image_id: string;
            image_url: string;
            width: number;
            height: number;
            seed: number;
        };
        ModelImageGeneration: {
            generation_id: string;
            /** @enum {string} */
            status: "pending" | "completed" | "failed" | "cancelled";
            /** @enum {string} */
            model: "heygen-image-1";
            num_images: number;
            created_at: number;
            images: components["schemas"]["ModelImage"][];
            /** @enum {string|null} */
            failure_code?: "generation_failed" | "generation_cancelled" | "insufficient_credit" | "usage_limit_reached" | "no_face_detected" | "multiple_faces_detected" | null;
            failure_message?: string | null;
        };
        ModelVideo: {
            video_id: string;
            /** @enum {string} */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
            /** @enum {string} */
            model: "heygen-video-1";
            created_at: number;
            video_url?: string | null;
            duration?: number | null;
            width?: number | null;
            height?: number | null;
            aspect_ratio?: string | null;
            seed?: number | null;
            timings?: {
                inference: number;
            } | null;
            /** @enum {string|null} */
            failure_code?: "generation_failed" | "generation_cancelled" | null;
            failure_message?: string | null;
        };
        ReferenceToVideoRequest: {
            /** @constant */
            model: "heygen-video-1";
            prompt: string;
            /**
             * @default quality
             * @enum {string}
             */
            prompt_enhancement?: "turbo" | "quality" | "default" | "disabled";
            /** @default 5 */
            duration?: number;
            /**
             * @default 768p
             * @enum {string}
             */
            resolution?: "480p" | "768p" | "1080p" | "2k";
            seed?: number | null;
            callback_url?: string | null;
            callback_id?: string | null;
            /** @constant */
            mode: "reference_to_video";
            reference_images?: components["schemas"]["AssetInput"][];
            reference_videos?: components["schemas"]["AssetInput"][];
            reference_audio?: components["schemas"]["AssetInput"][];
            /**
             * @default adaptive
             * @enum {string}
             */
            aspect_ratio?: "21:9" | "16:9" | "4:3" | "1:1" | "3:4" | "9:16" | "adaptive";
        };
        TextToVideoRequest: {
            /** @constant */
            model: "heygen-video-1";
            prompt: string;
            /**
             * @default quality
             * @enum {string}
             */
            prompt_enhancement?: "turbo" | "quality" | "default" | "disabled";
            /** @default 5 */
            duration?: number;
            /**
             * @default 768p
             * @enum {string}
             */
            resolution?: "480p" | "768p" | "1080p" | "2k";
            seed?: number | null;
            callback_url?: string | null;
            callback_id?: string | null;
            /** @constant */
            mode: "text_to_video";
            /**
             * @default 16:9
             * @enum {string}
             */
            aspect_ratio?: "21:9" | "16:9" | "4:3" | "1:1" | "3:4" | "9:16";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    photoGenerationGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: Record<string, never> | null;
                        data?: {
                            id: string;
                            /** @enum {string} */
                            status: "pending" | "in_progress" | "processing" | "success" | "failed";
                            msg?: string | null;
                            image_url_list?: string[] | null;
                            image_key_list?: string[] | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    photoGenerate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    age: "Young Adult" | "Early Middle Age" | "Late Middle Age" | "Senior" | "Unspecified";
                    /** @enum {string} */
                    gender: "Woman" | "Man" | "Unspecified";
                    /** @enum {string} */
                    ethnicity: "White" | "Black" | "Asian American" | "East Asian" | "South East Asian" | "South Asian" | "Middle Eastern" | "Pacific" | "Hispanic" | "Unspecified";
                    /** @enum {string} */
                    orientation: "square" | "horizontal" | "vertical";
                    /** @enum {string} */
                    pose: "half_body" | "close_up" | "full_body";
                    /** @enum {string} */
                    style: "Realistic" | "Pixar" | "Cinematic" | "Vintage" | "Noir" | "Cyberpunk" | "Unspecified";
                    appearance: string;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: Record<string, never> | null;
                        data?: {
                            generation_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    aiClippingList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AiClipping"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    aiClippingCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAiClipping"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateAiClippingResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    aiClippingGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AiClipping"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    aiClippingDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetList: {
        parameters: {
            query: {
                username: string;
                limit?: number;
                token?: string;
                folder_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["Asset"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            asset_id: string;
                            mime_type: string;
                            size_bytes: number;
                            url: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetBatchesGet: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetCompleteBatchesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    batch_id: string;
                };
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateBatchResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetDirectUploadsCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectUploadFile"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["DirectUpload"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetDirectUploadsBatchesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAssetUploadBatch"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            batch_id: string;
                            items: components["schemas"]["DirectUpload"][];
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetSearch: {
        parameters: {
            query: {
                query: string;
                limit?: number;
                token?: string;
                type: "image" | "icon";
                scope?: "public" | "personal";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AssetSearchItem"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetStatusesList: {
        parameters: {
            query?: {
                asset_ids?: string;
                batch_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusListResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["Asset"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    assetCompleteCreate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                asset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    checksum_sha256?: string | null;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CompleteUpload"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    audioSoundsList: {
        parameters: {
            query: {
                query: string;
                type?: "music" | "sound_effects";
                limit?: number;
                min_score?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            audio_url: string;
                            description: string;
                            duration?: number | null;
                            id: string;
                            name: string;
                            peak_offset?: number | null;
                            placement?: string | null;
                            score: number;
                            /** @enum {string} */
                            type: "music" | "sound_effects";
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarList: {
        parameters: {
            query?: {
                ownership?: "public" | "private";
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AvatarGroup"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAvatar"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            avatar_group?: {
                                consent_status?: string | null;
                                created_at: number;
                                default_voice_id?: string | null;
                                error?: {
                                    code: string;
                                    message: string;
                                } | null;
                                gender?: string | null;
                                id: string;
                                looks_count: number;
                                name: string;
                                preview_image_url?: string | null;
                                preview_video_url?: string | null;
                                /** @enum {string|null} */
                                status?: "processing" | "pending_consent" | "failed" | "completed" | null;
                            } | null;
                            avatar_item?: {
                                /** @enum {string} */
                                avatar_type: "studio_avatar" | "digital_twin" | "photo_avatar";
                                default_voice_id?: string | null;
                                error?: {
                                    code: string;
                                    message: string;
                                } | null;
                                gender?: string | null;
                                group_id?: string | null;
                                id: string;
                                image_height?: number | null;
                                image_width?: number | null;
                                name: string;
                                /** @enum {string|null} */
                                preferred_orientation?: "portrait" | "landscape" | "square" | null;
                                preview_image_url?: string | null;
                                preview_video_url?: string | null;
                                /** @enum {string|null} */
                                status?: "processing" | "pending_consent" | "failed" | "completed" | null;
                                supported_api_engines?: string[];
                                tags?: string[];
                            } | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarLooksList: {
        parameters: {
            query?: {
                group_id?: string;
                avatar_type?: "studio_avatar" | "digital_twin" | "photo_avatar";
                ownership?: "public" | "private";
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AvatarLook"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarLooksGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                look_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvatarLookResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarLooksDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                look_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarLooksUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                look_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvatarLookResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AvatarGroup"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAvatarGroupRequest"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["AvatarGroup"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    avatarConsentCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    consent_text?: string | null;
                    consent_video?: {
                        /** @constant */
                        type: "url";
                        url: string;
                    } | {
                        asset_id: string;
                        /** @constant */
                        type: "asset_id";
                    } | components["schemas"]["AssetBase64"] | null;
                    reroute_url?: string | null;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            avatar_group: components["schemas"]["AvatarGroup"];
                            url?: string | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    backgroundRemovalList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["BackgroundRemoval"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    backgroundRemovalCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    layers?: ("foreground" | "mask" | "background")[];
                    request_id?: string | null;
                    title?: string | null;
                    video: components["schemas"]["AssetInput"];
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundRemovalResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    backgroundRemovalGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundRemovalResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    backgroundRemovalDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            deleted: boolean;
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandGlossariesList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            brand_glossary_id: string;
                            created_at: string;
                            name: string;
                            updated_at: string;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandGlossariesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBrandGlossaryRequest"];
            };
        };
        responses: {
            /** @description ok */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["BrandGlossaryDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandKitsList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            brand_kit_id: string;
                            colors?: string[];
                            logo_url?: string | null;
                            name: string;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandKitsCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBrandKitRequest"];
            };
        };
        responses: {
            /** @description ok */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateBrandKitResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["Lipsync"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLipsync"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            lipsync_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncBatchesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLipsyncBatch"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateBatchResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncBatchesGet: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncStatusesList: {
        parameters: {
            query?: {
                lipsync_ids?: string;
                batch_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusListResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lipsync_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LipsyncResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lipsync_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    lipsyncUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                lipsync_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LipsyncResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    templateList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            aspect_ratio?: string | null;
                            created_at?: number | null;
                            id: string;
                            name: string;
                            thumbnail_url?: string | null;
                            updated_at?: number | null;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    templateGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["TemplateDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    templateGenerate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateTemplate"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    userMeGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            /** @enum {string|null} */
                            billing_type?: "wallet" | "subscription" | "usage_based" | null;
                            email: string | null;
                            first_name: string | null;
                            last_name: string | null;
                            subscription?: {
                                credits: {
                                    add_on_credits?: {
                                        remaining?: number | null;
                                        resets_at?: string | null;
                                    } | null;
                                    premium_credits?: {
                                        remaining?: number | null;
                                        resets_at?: string | null;
                                    } | null;
                                };
                                /** @enum {string} */
                                plan: "free" | "starter" | "creator" | "pro" | "team" | "enterprise" | "business_plus";
                            } | null;
                            usage_based?: {
                                included_credits?: number | null;
                                remaining_credits?: number | null;
                                spending_cap_usd?: number | null;
                                spending_current_usd?: number | null;
                            } | null;
                            username: string;
                            wallet?: {
                                auto_reload?: {
                                    amount_usd?: number | null;
                                    enabled: boolean;
                                    threshold_usd?: number | null;
                                } | null;
                                /** @enum {string} */
                                currency: "usd" | "credits";
                                remaining_balance?: number | null;
                            } | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            created_at: number;
                            session_id: string;
                            title?: string | null;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVideoAgent"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            created_at: number;
                            session_id: string;
                            /** @enum {string} */
                            status: "generating" | "thinking" | "completed" | "failed";
                            video_id?: string | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentStylesList: {
        parameters: {
            query?: {
                tag?: string;
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            aspect_ratio?: string | null;
                            name: string;
                            preview_video_url?: string | null;
                            style_id: string;
                            tags?: string[] | null;
                            thumbnail_url?: string | null;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            created_at: number;
                            messages?: {
                                content: string;
                                created_at?: number | null;
                                resource_ids?: string[] | null;
                                role: string;
                                /** @enum {string} */
                                type: "text" | "resource" | "error";
                            }[];
                            /** @default 0 */
                            progress?: number;
                            session_id: string;
                            /** @enum {string} */
                            status: "thinking" | "waiting_for_input" | "reviewing" | "generating" | "completed" | "failed";
                            title?: string | null;
                            video_id?: string | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentSend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendVideoAgentMessage"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            run_id: string;
                            session_id: string;
                            title?: string | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentResourcesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                resource_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            created_at?: number | null;
                            metadata?: Record<string, never> | null;
                            preview_url?: string | null;
                            resource_id: string;
                            resource_type: string;
                            source_type?: string | null;
                            thumbnail_url?: string | null;
                            url?: string | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentStop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopVideoAgent"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            session_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoAgentVideosList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoListResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["VideoTranslation"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVideoTranslation"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            video_translation_ids: string[];
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateBatchesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVideoTranslationBatch"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateBatchResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateBatchesGet: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateLanguagesList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            languages: string[];
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateProofreadsCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProofread"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            proofread_ids: string[];
                            /** @enum {string} */
                            status: "processing" | "completed" | "failed";
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateProofreadsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proofread_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofreadResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateProofreadsGenerate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                proofread_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateProofread"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            /** @enum {string} */
                            status: "processing" | "completed" | "failed";
                            video_translation_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateProofreadsSrtGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proofread_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            original_srt_url?: string | null;
                            srt_url: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateProofreadsSrtUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proofread_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    srt: components["schemas"]["VideoInput"];
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProofreadResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateStatusesList: {
        parameters: {
            query?: {
                video_translation_ids?: string;
                batch_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusListResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_translation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoTranslationResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_translation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoTranslateUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_translation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoTranslationResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
                folder_id?: string;
                title?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoListResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVideo"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            /**
                             * @default mp4
                             * @enum {string}
                             */
                            output_format?: "mp4" | "webm";
                            status: string;
                            video_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoBatchesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVideoBatch"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateBatchResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoBatchesGet: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoStatusesList: {
        parameters: {
            query?: {
                video_ids?: string;
                batch_ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusListResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            /** @default true */
                            deleted?: boolean;
                            id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    voiceList: {
        parameters: {
            query?: {
                type?: "public" | "private";
                engine?: string;
                language?: string;
                gender?: string;
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["Voice"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    voiceCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    gender?: string | null;
                    locale?: string | null;
                    prompt: string;
                    /** @default 0 */
                    seed?: number;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            seed: number;
                            voices: components["schemas"]["Voice"][];
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    voiceCloneCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVoiceClone"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            voice_clone_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    voiceSpeechCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default text */
                    input_type?: string;
                    language?: string | null;
                    locale?: string | null;
                    /** @default 1 */
                    speed?: number;
                    text: string;
                    voice_id: string;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            audio_url: string;
                            duration: number;
                            request_id?: string | null;
                            word_timestamps?: {
                                end: number;
                                start: number;
                                word: string;
                            }[] | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    voiceGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            created_at?: number | null;
                            failure_message?: string | null;
                            gender?: string | null;
                            language?: string | null;
                            name?: string | null;
                            preview_audio_url?: string | null;
                            /** @enum {string|null} */
                            status?: "processing" | "complete" | "failed" | null;
                            /** @default false */
                            support_interactive_avatar?: boolean;
                            support_pause: boolean;
                            voice_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    voiceDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            voice_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEndpointsList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["WebhookEndpoint"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEndpointsCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entity_id?: string | null;
                    events?: ("avatar_video.success" | "avatar_video.fail" | "avatar_video_gif.success" | "avatar_video_gif.fail" | "video_translate.success" | "video_translate.fail" | "video_translate.preflight.validation_failed" | "video_translate.preflight.download_failed" | "personalized_video" | "instant_avatar.success" | "instant_avatar.fail" | "photo_avatar_generation.success" | "photo_avatar_generation.fail" | "photo_avatar_train.success" | "photo_avatar_train.fail" | "photo_avatar_add_motion.success" | "photo_avatar_add_motion.fail" | "proofread_creation.success" | "proofread_creation.fail" | "live_avatar.success" | "live_avatar.fail" | "avatar_video_caption.success" | "avatar_video_caption.fail" | "video_agent.success" | "video_agent.fail" | "hyperframes_video.success" | "hyperframes_video.fail" | "ai_clipping.success" | "ai_clipping.fail" | "filler_word_removal.success" | "filler_word_removal.fail" | "podcast.success" | "podcast.fail" | "batch.finished")[] | null;
                    url: string;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEndpointsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: Record<string, never>;
                        error?: Record<string, never> | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEndpointsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    events?: ("avatar_video.success" | "avatar_video.fail" | "avatar_video_gif.success" | "avatar_video_gif.fail" | "video_translate.success" | "video_translate.fail" | "video_translate.preflight.validation_failed" | "video_translate.preflight.download_failed" | "personalized_video" | "instant_avatar.success" | "instant_avatar.fail" | "photo_avatar_generation.success" | "photo_avatar_generation.fail" | "photo_avatar_train.success" | "photo_avatar_train.fail" | "photo_avatar_add_motion.success" | "photo_avatar_add_motion.fail" | "proofread_creation.success" | "proofread_creation.fail" | "live_avatar.success" | "live_avatar.fail" | "avatar_video_caption.success" | "avatar_video_caption.fail" | "video_agent.success" | "video_agent.fail" | "hyperframes_video.success" | "hyperframes_video.fail" | "ai_clipping.success" | "ai_clipping.fail" | "filler_word_removal.success" | "filler_word_removal.fail" | "podcast.success" | "podcast.fail" | "batch.finished")[] | null;
                    url?: string | null;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEndpointsRotateSecret: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            endpoint_id: string;
                            secret: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEventTypesList: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            description: string;
                            event_type: string;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    webhookEventsList: {
        parameters: {
            query?: {
                event_type?: "avatar_video.success" | "avatar_video.fail" | "avatar_video_gif.success" | "avatar_video_gif.fail" | "video_translate.success" | "video_translate.fail" | "video_translate.preflight.validation_failed" | "video_translate.preflight.download_failed" | "personalized_video" | "instant_avatar.success" | "instant_avatar.fail" | "photo_avatar_generation.success" | "photo_avatar_generation.fail" | "photo_avatar_train.success" | "photo_avatar_train.fail" | "photo_avatar_add_motion.success" | "photo_avatar_add_motion.fail" | "proofread_creation.success" | "proofread_creation.fail" | "live_avatar.success" | "live_avatar.fail" | "avatar_video_caption.success" | "avatar_video_caption.fail" | "video_agent.success" | "video_agent.fail" | "hyperframes_video.success" | "hyperframes_video.fail" | "ai_clipping.success" | "ai_clipping.fail" | "filler_word_removal.success" | "filler_word_removal.fail" | "podcast.success" | "podcast.fail" | "batch.finished";
                entity_id?: string;
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            created_at: string;
                            event_data: Record<string, never>;
                            event_id: string;
                            event_type: string;
                        }[];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    apiKeySelfGet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            key_id: string;
                            key_name?: string | null;
                            status: string;
                            /** @enum {string} */
                            scope_mode: "full" | "read_only" | "custom";
                            scopes: string[];
                            created_at?: string;
                            updated_at?: string;
                            expires_at?: string | null;
                            expires_in_seconds?: number | null;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    fillerWordRemovalCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    video: components["schemas"]["VideoInput"];
                    title?: string | null;
                    callback_id?: string | null;
                    callback_url?: string | null;
                };
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            filler_word_removal_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    fillerWordRemovalGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                filler_word_removal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["FillerWordRemoval"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    folderCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    parent_id?: string | null;
                    /**
                     * @default mixed
                     * @enum {string}
                     */
                    type?: "mixed" | "video" | "video_translate";
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FolderResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    folderGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                folder_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FolderResponse"];
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelAudioTtsCreate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    voice_id: string;
                    text: string;
                    language?: string | null;
                    /** @default heygen-voice-1 */
                    model?: string;
                    /** @default 1 */
                    expressiveness_boost?: number;
                    seed?: number | null;
                    speed?: number | null;
                    pitch_shift?: number | null;
                    pitch_variance?: number | null;
                };
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    "X-Request-Id"?: string;
                    "Content-Language"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            audio_url: string;
                            duration: number;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelAudioVoicesList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["ModelAudioVoice"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelAudioVoicesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProfessionalVoice"] | components["schemas"]["CreateInstantVoice"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            voice_id: string;
                            /** @enum {string} */
                            status?: "PENDING" | "ACTIVE" | "FAILED";
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelAudioVoicesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["ModelAudioVoice"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelAudioVoicesDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                voice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            /** @default ok */
                            status?: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelImagesCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    model: "heygen-image-1";
                    /**
                     * @default identity_remix
                     * @constant
                     */
                    mode?: "identity_remix";
                    identity_images: components["schemas"]["AssetInput"][];
                    reference_images: components["schemas"]["AssetInput"][];
                    /** @enum {string|null} */
                    aspect_ratio?: "1:1" | "2:3" | "3:2" | "3:4" | "4:3" | "4:5" | "5:4" | "9:16" | "16:9" | null;
                    /** @default 1 */
                    num_images?: number;
                    seed?: number | null;
                };
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            generation_id: string;
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelImagesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                generation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["ModelImageGeneration"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelVideosCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateModelVideo"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            video_id: string;
                            /** @enum {string} */
                            status: "pending" | "processing" | "completed" | "failed" | "cancelled";
                        };
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    modelVideosGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["ModelVideo"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandKitsGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand_kit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["BrandKitDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandKitsDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand_kit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["DeleteBrandKitResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandKitsUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand_kit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateBrandKitRequest"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["BrandKitDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandGlossariesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand_glossary_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["BrandGlossaryDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandGlossariesDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand_glossary_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["DeleteBrandGlossaryResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    brandGlossariesUpdate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                brand_glossary_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateBrandGlossaryRequest"];
            };
        };
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["BrandGlossaryDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    videoScenesGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["VideoScenesResponse"];
                        /** @default null */
                        error?: Record<string, never> | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    hyperframesRendersList: {
        parameters: {
            query?: {
                limit?: number;
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["HyperframesRenderDetail"][];
                        has_more?: boolean;
                        next_token?: string | null;
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    hyperframesRendersCreate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateHyperframesRenderRequest"];
            };
        };
        responses: {
            /** @description ok */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["CreateHyperframesRenderResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    hyperframesRendersGet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                render_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["HyperframesRenderDetail"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
    hyperframesRendersDelete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                render_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: components["schemas"]["DeleteHyperframesRenderResponse"];
                    };
                };
            };
            /** @description error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
        };
    };
}
